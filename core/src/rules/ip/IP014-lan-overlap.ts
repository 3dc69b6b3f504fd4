import { defineRule } from '../../engine/rule.js';
import { hostEnd } from '../../model/host/end.js';
import { formatPrefix, isLinkLocal, isLoopback, overlaps, prefixOf } from '../../ipv4.js';
import { kindOf } from '../../model/host/switchKind.js';
import { mainAddress, primary } from '../../model/address/vmInterface.js';
import { usedSwitch } from '../sw/common.js';
import { describeMove, moveUses, moveSwitch } from '../sw/moveSwitch.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'IP014',
  slug: 'lan-overlap',
  title: "The VM's subnet overlaps no network of the host",
  severity: 'critical',
  stage: 'hostRoute',
  intermittent: true,
  guide: ['G05'],
  requires: ['guest.interfaces', 'host.addresses', 'host.switches', 'host.vmNetwork'],
  uses: [...moveUses, 'host.nat'],
  messages: {
    defaultSwitch: {
      text: 'The subnet {subnet} of the Default Switch overlaps {lan}, the network of {alias}: the VM takes machines there for its own neighbours and does not reach them.',
      remedy: [{ text: 'Restart Windows: the Default Switch looks for another subnet.', command: 'Restart-Computer' }],
    },
    internal: {
      text: 'The subnet {subnet} of the switch {name} overlaps {lan}, the network of {alias}: the VM takes machines there for its own neighbours and does not reach them.',
      remedy: moveSwitch,
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    const card = primary(facts['guest.interfaces']);
    const own = card === null ? null : mainAddress(card);
    if (used === null || own === null || used.type === 'External') return 'notApplicable'; // there both share the LAN
    if (facts['host.addresses'].length === 0) return { unknown: say('This Windows named none of its addresses.') };
    const end = hostEnd(used, facts['host.addresses']);
    for (const { address, prefixLength, interfaceAlias, interfaceIndex } of facts['host.addresses']) {
      const lan = prefixOf(address, prefixLength);
      if (lan === null || isLoopback(address) || isLinkLocal(address) || interfaceIndex === end?.interfaceIndex)
        continue;
      if (!overlaps(lan, own.subnet)) continue;
      const data = {
        ...{ subnet: formatPrefix(own.subnet), lan: formatPrefix(lan), alias: interfaceAlias, name: used.name },
        ...describeMove(used, facts),
      };
      report({
        message: kindOf(used) === 'default' ? 'defaultSwitch' : 'internal',
        target: data.lan,
        data,
        evidence: [
          {
            fact: 'host.addresses',
            path: `/${interfaceAlias}`,
            observed: `${address}/${prefixLength}`,
            expected: say('a network outside {subnet}', { subnet: data.subnet }),
          },
        ],
      });
    }
    return undefined;
  },
});
