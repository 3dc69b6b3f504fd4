import { defineRule } from '../../engine/rule.js';
import { formatPrefix } from '../../ipv4.js';
import { unusedNatName, viewNats } from '../../model/host/nat.js';
import { powershell } from '../../model/quote.js';
import { kindOf } from '../../model/host/switchKind.js';
import { isOtherType, switchSubnet, usedSwitch } from './common.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'SW005',
  slug: 'nat-missing',
  title: "A NAT of the host covers the VM's subnet on an Internal switch",
  severity: 'critical',
  stage: 'nat',
  guide: ['G05', 'G06', 'Azure/iotedge-eflow#75'],
  requires: ['host.switches', 'host.vmNetwork', 'host.nat'],
  uses: ['guest.interfaces', 'host.addresses'],
  messages: {
    missing: {
      text: 'No NAT of this Windows translates {subnet}, the subnet of the Internal switch {name}: the VM reaches the host and nothing beyond.',
      remedy: [
        { text: 'Make the NAT. It takes effect at once; one internal prefix a host is supported.', command: '{make}' },
      ],
    },
    inactive: {
      text: 'The NAT {nat} for {subnet}, the subnet of the Internal switch {name}, is not active.',
      remedy: [
        { text: 'Take it away. Its static mappings go with it.', command: '{remove}' },
        { text: 'Make it again.', command: '{make}' },
      ],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    if (used === null || kindOf(used) !== 'internal') return 'notApplicable'; // the Default Switch has none that Get-NetNat shows
    if (isOtherType(facts)) return 'notApplicable'; // SW002
    const subnet = switchSubnet(used, facts);
    if (subnet === null) return 'notApplicable'; // nobody has an address there yet: IP002, SW008
    const { covering, inactive, partial } = viewNats(facts['host.nat'], subnet);
    if (covering.length > 0 || partial.length > 0) return undefined; // SW006

    const shown = formatPrefix(subnet);
    const nat = inactive[0]?.nat.name ?? '';
    const natName = unusedNatName(
      used.name,
      facts['host.nat'].filter(({ name }) => name !== nat),
    );
    const data = {
      name: used.name,
      subnet: shown,
      nat,
      remove: `Remove-NetNat -Name ${powershell(nat)} -Confirm:$false`,
      make: `New-NetNat -Name ${powershell(natName)} -InternalIPInterfaceAddressPrefix ${powershell(shown)}`,
    };
    report({
      message: inactive.length > 0 ? 'inactive' : 'missing',
      target: shown,
      data,
      evidence: [
        {
          fact: 'host.nat',
          path: '',
          observed: facts['host.nat'].map(({ name, internalPrefix }) => `${name}: ${internalPrefix}`),
          expected: say('an active NAT for {subnet}', { subnet: shown }),
        },
      ],
    });
    return undefined;
  },
});
