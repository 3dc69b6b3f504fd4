import { worldNeeds, worldUses } from '../../model/netfilter/worldOf.js';

/** What a walk through the VM's rules needs, and is surer with. */
export const walkFacts = worldNeeds;
export const walkUses = [...worldUses, 'host.portProbe'] as const;

/** What a comparison of live and saved rules needs. */
export const keptFacts = [...walkFacts, 'guest.ip4save', 'guest.iptablesVersion'] as const;
export const keptUses = worldUses;

/** What decides over what containers send: of them the VM's bridges tell as well, where the engine does not answer. */
export const bridgeFacts = [
  'guest.interfaces',
  'guest.routes',
  'guest.policyRules',
  'guest.kernelSettings',
  'guest.iptablesNft',
  'guest.iptablesLegacy',
] as const;

export const bridgeUses = ['guest.containers', 'guest.containerNetworks', 'guest.listeners', ...worldUses] as const;

/** What decides over what the VM itself sends. */
export const outboundFacts = [...bridgeFacts, 'guest.upstream'] as const;

/** What tells more: what the VM tried, and who takes what is sent to the VM itself. */
export const outboundUses = [
  'guest.nftTables',
  'guest.trafficControl',
  'guest.listeners',
  'guest.reach',
  'guest.dnsProbe',
  'profile',
] as const;
