import { defineRule } from '../../engine/rule.js';
import { mappingsOf, removeCommand } from '../../model/host/portMapping.js';
import { contains, isPrivate } from '../../ipv4.js';
import { subnetOf } from '../../model/host/end.js';
import { offeredPorts } from '../../model/firewall/offeredPort.js';
import { kindOf } from '../../model/host/switchKind.js';
import { addressOf, cards, ipv4Of } from '../../model/address/vmInterface.js';
import { usedSwitch } from './common.js';

export default defineRule({
  id: 'SW020',
  slug: 'port-mapping-stale',
  title: 'What Windows hands on for the VM goes to its address',
  severity: 'critical',
  stage: 'inbound',
  intermittent: true,
  partial: true,
  guide: ['G04', 'G19', 'Azure/iotedge-eflow#218'],
  requires: [
    'host.switches',
    'host.vmNetwork',
    'host.natMappings',
    'host.portProxies',
    'host.addresses',
    'guest.containers',
    'guest.interfaces',
  ],
  messages: {
    stale: {
      text: 'This Windows hands its port {listen} on to {target}, an address that the VM does not have any more; it has {own}. Machines that use the port reach nobody.',
      remedy: [
        { text: 'Take the old one away.', command: '{remove}' },
        { text: 'Make it again for the address of the VM, at each start of Windows where the address changes.' },
      ],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    const own = cards(facts['guest.interfaces']).flatMap((card) => ipv4Of(card).map(({ address }) => address));
    if (used === null || own.length === 0 || kindOf(used) === 'external') return 'notApplicable';
    const mappings = mappingsOf(facts);
    if (mappings.length === 0) return 'notApplicable';
    const modules = facts['guest.containers'];
    const offered = new Set(offeredPorts(modules).map(({ port }) => port));
    const near = facts['host.addresses'].flatMap((one) => subnetOf(one) ?? []);
    const vmSubnets = cards(facts['guest.interfaces']).flatMap((card) => ipv4Of(card).map(({ subnet }) => subnet));
    for (const mapping of mappings.filter(({ address, port }) => offered.has(port) && !own.includes(address))) {
      const onSwitch = vmSubnets.some((subnet) => contains(subnet, mapping.address));
      // An address elsewhere that Windows reaches on a link may be another machine that offers the same port.
      if (!isPrivate(mapping.address) || (!onSwitch && near.some((subnet) => contains(subnet, mapping.address))))
        continue;
      report({
        message: 'stale',
        target: mapping.listen,
        data: {
          listen: mapping.listen,
          target: `${mapping.address}:${mapping.port}`,
          own: addressOf(facts['guest.interfaces']),
          remove: removeCommand(mapping),
        },
        evidence: [
          { fact: mapping.fact, path: '', observed: `${mapping.address}:${mapping.port}`, expected: own.join(' or ') },
        ],
      });
    }
    return undefined;
  },
});
