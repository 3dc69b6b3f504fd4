import type { RemedyTemplate } from '../../engine/rule.js';
import type { FactValues } from '../../facts/facts.js';
import { formatPrefix } from '../../ipv4.js';
import { configuredAddress } from '../../model/address/configuredAddress.js';
import { knownPrefixes, type prefixFacts } from '../../model/address/knownPrefixes.js';
import { switchMove } from '../../model/address/switchMove.js';
import { primary } from '../../model/address/vmInterface.js';
import { allocationOf } from '../../model/host/switchKind.js';
import type { VirtualSwitch } from '../../model/item.js';
import { say } from '../../texts/say.js';

/** What tells where a switch can be moved to, besides what the rules need themselves. */
export const moveUses = [
  'guest.routes',
  'guest.containerNetworks',
  'guest.networkFiles',
  'host.routes',
  'host.vmEndpoint',
] as const;

type Facts = {
  readonly [K in (typeof moveUses)[number] | (typeof prefixFacts)[number] | 'host.vmNetwork' | 'host.nat']:
    FactValues[K] | undefined;
};

export const moveSwitch = [
  {
    text: 'Move the switch to {free}. Have the network team confirm that nothing which this device has to reach lies there.',
  },
  {
    text: "Give the host's adapter the first address there instead of the one that it has. The VM is cut off until the last step.",
    command: '{giveHost}',
  },
  { text: 'Make the NAT for it. Static mappings of the old one go.', command: '{makeNat}' },
  {
    text: 'Deploy again with an address there: the primary endpoint cannot be changed in place. Modules and settings in the VM are lost.',
    command: '{deploy}',
  },
  {
    text: 'Give the DHCP server a scope there, and the DNS servers of the old one; the VM asks again at its next start.',
    command: '{scope}',
  },
] as const satisfies readonly RemedyTemplate[];

/** What these steps say of a device. */
export const describeMove = (used: VirtualSwitch | null, facts: Facts) => {
  const card = primary(facts['guest.interfaces'] ?? []);
  const configured = configuredAddress(facts['host.vmEndpoint'], card, facts['guest.networkFiles']);
  const { subnet, ...commands } = switchMove({
    used,
    addresses: facts['host.addresses'] ?? [],
    nats: facts['host.nat'],
    allocation: configured === null ? allocationOf(facts['host.vmEndpoint'], facts['host.vmNetwork']) : 'static',
    known: knownPrefixes(facts),
  });
  const free =
    subnet === null
      ? say('a private subnet that nobody around uses')
      : say('{subnet}, which was not seen in use on this Windows, in the VM or among its containers', {
          subnet: formatPrefix(subnet),
        });
  return { free, ...commands };
};
