import { contains, type Prefix } from '../../ipv4.js';
import type { World } from '../netfilter/world.js';
import { passageFrom, type OfferedPort, type Passage } from './offeredPort.js';

/** Addresses of documentation (RFC 5737) and of two private ranges: machines that are nobody in particular. */
const STRANGERS = ['203.0.113.7', '198.51.100.7', '10.254.253.252', '172.31.253.252'];

/** What the VM's rules make of a connection from a machine outside these networks; null where there is none. */
export const passageBeyond = (
  world: World,
  port: OfferedPort,
  networks: readonly Prefix[],
): { readonly stranger: string; readonly passage: Passage } | null => {
  const stranger = STRANGERS.find((one) => !networks.some((network) => contains(network, one)));
  const passage = stranger === undefined ? null : passageFrom(world, { address: stranger }, port);
  return stranger === undefined || passage === null ? null : { stranger, passage };
};
