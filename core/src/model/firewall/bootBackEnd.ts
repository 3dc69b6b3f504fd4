import type { FactValues } from '../../facts/facts.js';
import type { BackEndName } from '../netfilter/world.js';

/** The back end of the plain `iptables`, which the boot uses. Builds that do not say have legacy only (Mariner 2.0). */
export const bootBackEnd = (tool: FactValues['guest.iptablesVersion']): BackEndName => tool.backEnd ?? 'legacy';
