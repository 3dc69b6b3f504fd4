import { defineRule } from '../../engine/rule.js';
import { formatPrefix, overlaps } from '../../ipv4.js';
import { natPrefixes, viewNats } from '../../model/host/nat.js';
import { powershell } from '../../model/quote.js';
import { kindOf } from '../../model/host/switchKind.js';
import { switchSubnet, usedSwitch } from './common.js';
import { say } from '../../texts/say.js';

const remedy = [
  { text: 'Take the NAT away that does not fit. Its static mappings go with it.', command: '{remove}' },
  { text: 'Make one for exactly the subnet of the switch.', command: '{make}' },
] as const;

export default defineRule({
  id: 'SW006',
  slug: 'nat-half-covers',
  title: "The NAT of the VM's subnet fits it and overlaps no other",
  severity: 'critical',
  stage: 'nat',
  guide: ['G05', 'G06'],
  requires: ['host.switches', 'host.vmNetwork', 'host.nat'],
  uses: ['guest.interfaces', 'host.addresses'],
  messages: {
    half: {
      text: 'The NAT {nat} translates {prefix} only, which is a part of {subnet}, the subnet of the switch {name}.',
      remedy,
    },
    double: {
      text: 'The NATs {nat} and {other} overlap on {subnet}, the subnet of the switch {name}: Windows does not say which one works.',
      remedy,
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    const subnet = used === null || kindOf(used) === 'external' ? null : switchSubnet(used, facts);
    if (used === null || subnet === null) return 'notApplicable';
    const { covering, partial } = viewNats(facts['host.nat'], subnet);
    const touching = natPrefixes(facts['host.nat']).filter(({ prefix }) => overlaps(prefix, subnet));
    const [odd] = partial.length > 0 ? partial : touching.length > 1 ? touching.slice(1) : [];
    if (odd === undefined) return undefined;

    const other = (covering[0] ?? touching[0] ?? odd).nat.name;
    const shown = formatPrefix(subnet);
    const data = {
      name: used.name,
      nat: odd.nat.name,
      other,
      prefix: formatPrefix(odd.prefix),
      subnet: shown,
      remove: `Remove-NetNat -Name ${powershell(odd.nat.name)} -Confirm:$false`,
      make:
        covering.length > 0
          ? ''
          : `New-NetNat -Name ${powershell(used.name)} -InternalIPInterfaceAddressPrefix ${powershell(shown)}`,
    };
    report({
      message: touching.length > 1 ? 'double' : 'half',
      target: odd.nat.name,
      data,
      evidence: [
        {
          fact: 'host.nat',
          path: `/${odd.nat.name}`,
          observed: odd.nat.internalPrefix,
          expected: say('one NAT for {subnet}', { subnet: shown }),
        },
      ],
    });
    return undefined;
  },
});
