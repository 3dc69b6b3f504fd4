import { proposeFixed, fixedDeployLine, type HostSide } from '../../model/address/fixedAddress.js';
import type { NetworkInterface, VmNetwork } from '../../model/item.js';
import { eflowSwitch, kindOf } from '../../model/host/switchKind.js';
import type { FactValues } from '../../facts/facts.js';
import type { leaseRemedies } from './leaseRemedies.js';
import { say } from '../../texts/say.js';

/** The host facts that tell which switch an unanswered DHCP question was asked on. */
export const hostFacts = [
  'host.switches',
  'host.vmNetwork',
  'host.addresses',
  'host.routes',
  'host.neighbours',
] as const;

type HostFacts = { readonly [K in (typeof hostFacts)[number]]: FactValues[K] | undefined };

interface Unleased {
  readonly message: keyof typeof leaseRemedies;
  readonly data: {
    readonly name: string;
    readonly mac: string;
    readonly switchName: string;
    readonly address: string;
    readonly deploy: string;
  };
}

const messageFor = {
  default: 'defaultSwitch',
  external: 'external',
  internal: 'internal',
  private: 'unknownSwitch',
} as const;

const networkName = (network: readonly VmNetwork[] | undefined): string => network?.[0]?.name ?? say('the switch');

/** What to say about an interface that no DHCP server answered. */
export const describeUnleased = (card: NetworkInterface, facts: HostFacts): Unleased => {
  const network = facts['host.vmNetwork'];
  const found = eflowSwitch({ switches: facts['host.switches'], network });
  const side: HostSide = {
    eflowSwitch: found,
    addresses: facts['host.addresses'],
    routes: facts['host.routes'],
    neighbours: facts['host.neighbours'],
  };
  const fixed = proposeFixed(side);
  return {
    message: found === null ? 'unknownSwitch' : messageFor[kindOf(found)],
    data: {
      name: card.name,
      mac: card.mac ?? say('of the VM'),
      switchName: found?.name ?? networkName(network),
      address: fixed?.address ?? '',
      deploy: fixedDeployLine(found, fixed),
    },
  };
};
