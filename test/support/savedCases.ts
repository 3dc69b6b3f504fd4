import type { FactValues } from '../../core/src/facts/facts.js';
import { parseIptablesSave } from '../../core/src/parse/iptables/save.js';
import { healthy } from './healthyFacts.js';
import { firewalled, portFacts } from './portCases.js';

/** A saved file with this text. */
export const saved = (text: string): { readonly 'guest.ip4save': FactValues['guest.ip4save'] } => ({
  'guest.ip4save': {
    path: '/etc/systemd/scripts/ip4save',
    changedAt: 1768471200,
    text,
    ruleset: parseIptablesSave(text),
  },
});

const more = healthy('guest.ip4save', 'guest.iptablesVersion');

export const savedFacts = { ...portFacts, ...more };

/** The healthy device with other live rules. */
export const live = (wish: Parameters<typeof firewalled>[0]): typeof savedFacts => ({ ...firewalled(wish), ...more });
