import { defineRule } from '../../engine/rule.js';
import { givenSubnet, hostEnd } from '../../model/host/end.js';
import { contains, formatPrefix, isLinkLocal } from '../../ipv4.js';
import { lacksGateway } from '../../model/address/gateway.js';
import { takenForNeighbours } from '../../model/address/takenForNeighbours.js';
import { mainAddress, primary } from '../../model/address/vmInterface.js';
import { kindOf } from '../../model/host/switchKind.js';
import { usedSwitch } from './common.js';
import { say } from '../../texts/say.js';

const seen = (fact: 'guest.interfaces' | 'host.addresses', name: string, observed: string) =>
  ({ fact, path: `/${name}`, observed }) as const;

export default defineRule({
  id: 'SW015',
  slug: 'subnet-difference',
  title: 'The VM and the host are in one subnet on the switch',
  severity: 'critical',
  stage: 'switchAddress',
  guide: ['G04', 'G05'],
  requires: ['host.switches', 'host.vmNetwork', 'host.addresses', 'guest.interfaces'],
  uses: ['host.vmEndpoint', 'guest.neighbours'],
  messages: {
    moved: {
      text: 'The VM has {own}, but the Default Switch is in {subnet} now: it chooses another subnet when Windows starts.',
      remedy: [
        { text: 'Stop the VM. Modules stop with it.', command: 'Stop-EflowVm' },
        { text: 'Start it: it asks for an address in the new subnet.', command: 'Start-EflowVm' },
      ],
    },
    differs: {
      text: 'The VM has {own}, but this Windows has {subnet} on the switch {name}: they do not reach each other.',
      remedy: [
        {
          text: 'With DHCP let the VM ask again; with a fixed address give both an address of one subnet.',
          command: "Invoke-EflowVmCommand 'sudo systemctl restart systemd-networkd'",
        },
      ],
    },
    wider: {
      text: 'The VM has {own}, but this Windows has {subnet} on the same link: the VM asks there for {strangers}, and nobody answers.',
      remedy: [{ text: 'Deploy again with the prefix length of {subnet}; with DHCP have the server hand that out.' }],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    const card = primary(facts['guest.interfaces']);
    const own = card === null ? null : mainAddress(card);
    const subnet = used === null ? null : givenSubnet(used, facts['host.addresses']);
    const end = hostEnd(used, facts['host.addresses']);
    // Addresses that either side gave itself are other faults: SW008, IP003.
    if (used === null || card === null || own === null || end === null || subnet === null || isLinkLocal(own.address))
      return 'notApplicable';
    const data = { own: `${own.address}/${own.prefixLength}`, subnet: formatPrefix(subnet), name: used.name };
    const about = {
      target: own.address,
      evidence: [
        { ...seen('guest.interfaces', card.name, data.own), expected: say('an address in {subnet}', data) },
        {
          ...seen('host.addresses', end.interfaceAlias, `${end.address}/${end.prefixLength}`),
          expected: say('the same subnet'),
        },
      ],
    } as const;
    if (used.type === 'External') {
      const strangers = takenForNeighbours(card, subnet, facts['guest.neighbours']);
      if (strangers.length === 0) return 'notApplicable';
      report({ message: 'wider', data: { ...data, strangers: strangers.join(', ') }, ...about });
      return undefined;
    }
    if (contains(subnet, own.address)) return undefined;
    if (lacksGateway(used, facts['host.addresses'], facts['host.vmEndpoint']?.[0])) return 'notApplicable'; // SW008
    report({ message: kindOf(used) === 'default' ? 'moved' : 'differs', data, ...about });
    return undefined;
  },
});
