import type { FactValues } from '../../core/src/facts/facts.js';
import { walkFacts, walkUses } from '../../core/src/rules/nf/offered.js';
import { edgeHubPorts, hostModuleLine, liveText, rulesOf, type FirewallWish } from './firewall.js';
import { healthy } from './healthyFacts.js';

/** The healthy device without the host's own tries: what the rules of the VM say has to decide. */
export const portFacts = { ...healthy(...walkFacts, ...walkUses), 'host.portProbe': [] };

/** The same with other rules. */
export const firewalled = (wish: FirewallWish, edit: (text: string) => string = (text) => text): typeof portFacts => ({
  ...portFacts,
  'guest.iptablesLegacy': rulesOf(edit(liveText({ own: [hostModuleLine], published: edgeHubPorts, ...wish }))),
});

type Probe = FactValues['host.portProbe'][number];

export const probed = (port: number, state: Probe['state']): Probe => ({
  address: '172.27.120.111',
  port,
  protocol: 'tcp',
  state,
  tookMs: 3,
});

export const containersWith = (
  name: string,
  change: Partial<FactValues['guest.containers'][number]>,
): FactValues['guest.containers'] =>
  portFacts['guest.containers'].map((one) => (one.name === name ? { ...one, ...change } : one));
