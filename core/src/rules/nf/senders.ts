import type { FactValues } from '../../facts/facts.js';
import { bridged, type Bridged } from '../../model/firewall/outbound.js';

/** What decides over what containers send: of them the VM's bridges tell as well, where the engine does not answer. */
export const bridgeFacts = [
  'guest.interfaces',
  'guest.routes',
  'guest.policyRules',
  'guest.kernelSettings',
  'guest.iptablesNft',
  'guest.iptablesLegacy',
] as const;

export const bridgeUses = [
  'guest.containers',
  'guest.containerNetworks',
  'guest.listeners',
  'guest.nftTables',
  'guest.trafficControl',
  'host.addresses',
] as const;

type BridgeFacts = Pick<FactValues, 'guest.interfaces'> & {
  readonly [K in 'guest.containers' | 'guest.containerNetworks']?: FactValues[K] | undefined;
};

/** Who sends from each container network; null: nothing tells. */
export const sendersOf = (facts: BridgeFacts): readonly Bridged[] | null =>
  bridged(facts['guest.containers'], facts['guest.containerNetworks'], facts['guest.interfaces']);
