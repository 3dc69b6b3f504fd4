import { contains, type Prefix } from './ipv4.js';
import { inboundVerdict } from './netfilter/inbound.js';
import type { World } from './netfilter/world.js';
import type { OfferedPort } from './offeredPort.js';

/** Addresses of documentation (RFC 5737) and of two private ranges: machines that are nobody in particular. */
const STRANGERS = ['203.0.113.7', '198.51.100.7', '10.254.253.252', '172.31.253.252'];

/** A machine outside these networks to whom the VM's rules open a port; null where there is none. */
export const opensBeyond = (
  world: World,
  { protocol, port }: OfferedPort,
  networks: readonly Prefix[],
): string | null => {
  const stranger = STRANGERS.find((one) => !networks.some((network) => contains(network, one)));
  if (stranger === undefined) return null;
  const verdict = inboundVerdict(world, { from: { address: stranger }, protocol, port })?.verdict;
  return verdict?.kind === 'accepted' ? stranger : null;
};
