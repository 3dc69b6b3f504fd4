import { outboundFacts } from '../../core/src/rules/nf/facts.js';
import { liveText, rulesOf } from './firewall.js';
import { healthy } from './healthyFacts.js';

export const outbound = { ...healthy(...outboundFacts), ...healthy('guest.nftTables', 'guest.trafficControl') };

/** The healthy device with its rule for answers in INPUT replaced. */
export const receiving = (...lines: readonly string[]): typeof outbound => ({
  ...outbound,
  'guest.iptablesLegacy': rulesOf(
    liveText().replace(/-A INPUT .*ESTABLISHED.*\n/, lines.map((line) => `${line}\n`).join('')),
  ),
});

/** The healthy device with lines that are before connection tracking. */
export const untracking = (line: string): typeof outbound => ({
  ...outbound,
  'guest.iptablesLegacy': rulesOf(
    `*raw\n:PREROUTING ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n${line}\nCOMMIT\n${liveText()}`,
  ),
});

/** The healthy device with other lines in OUTPUT. */
export const sending = (...lines: readonly string[]): typeof outbound => ({
  ...outbound,
  'guest.iptablesLegacy': rulesOf(
    liveText().replace('-A OUTPUT -j ACCEPT\n', lines.map((line) => `${line}\n`).join('')),
  ),
});
