import type { FactValues } from '../../core/src/facts/facts.js';
import { bridgeFacts, walkFacts, walkUses } from '../../core/src/rules/nf/facts.js';
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

/** The container engine does not answer; its containers show by their ports on the bridge. */
export const silentEngine = {
  ...healthy(...bridgeFacts, 'guest.listeners', 'guest.nftTables', 'guest.trafficControl', 'host.addresses'),
  'guest.interfaces': [
    ...portFacts['guest.interfaces'],
    {
      ...{ name: 'vethab12cd3', index: 9, up: true, carrier: true, mtu: 1500, mac: '02:42:7c:00:00:09', kind: 'veth' },
      ...{ master: 'br-6868c9739a37', peerNamespace: true, addresses: [] },
    },
  ],
};

/** The same looked at with tools that show no bridges. */
export const silentAndOld = {
  ...silentEngine,
  'guest.interfaces': silentEngine['guest.interfaces'].map((one) => ({ ...one, kind: null, master: null })),
};

/** No default route, which hides nothing of the rules. */
export const routeless = portFacts['guest.routes'].filter(({ destination }) => destination !== '0.0.0.0/0');
