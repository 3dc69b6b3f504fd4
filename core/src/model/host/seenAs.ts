import type { FactValues } from '../../facts/facts.js';
import { isIpv4, isLinkLocal } from '../../ipv4.js';
import { addressOf, cardSubnets } from '../address/vmInterface.js';
import { CONTROL_ADDRESS } from '../upstream/reach.js';
import { say } from '../../texts/say.js';
import { bestRoute } from './bestRoute.js';
import { viewNats } from './nat.js';
import { eflowSwitchKind } from './switchKind.js';

/** What tells by which address the network around sees the VM. */
export const seenAsFacts = ['host.switches', 'host.vmNetwork', 'host.nat', 'host.routes', 'host.addresses'] as const;

type Facts = Pick<FactValues, 'guest.interfaces'> & {
  readonly [K in (typeof seenAsFacts)[number]]: FactValues[K] | undefined;
};

/** The Default Switch always translates; an Internal switch where a NAT covers the subnet of the VM. */
const isTranslated = (facts: Facts): boolean => {
  const kind = eflowSwitchKind({ switches: facts['host.switches'], network: facts['host.vmNetwork'] });
  const [subnet] = cardSubnets(facts['guest.interfaces']);
  if (kind !== 'internal') return kind === 'default';
  return subnet !== undefined && viewNats(facts['host.nat'] ?? [], subnet).covering.length > 0;
};

/** The address that others have to let through: where Windows translates, the one of its own by which it sends there. */
export const seenAs = (facts: Facts, destination: string | null): string => {
  const own = addressOf(facts['guest.interfaces']);
  if (!isTranslated(facts)) return own;
  const to = destination !== null && isIpv4(destination) ? destination : CONTROL_ADDRESS;
  const way = bestRoute(facts['host.routes'] ?? [], to);
  const sender = facts['host.addresses']?.find(
    ({ address, interfaceIndex }) => interfaceIndex === way?.interfaceIndex && isIpv4(address) && !isLinkLocal(address),
  );
  return sender === undefined ? own : say('{address} (this Windows, which translates for the VM)', sender);
};
