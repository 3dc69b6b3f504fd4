// @ts-check
import { asRoot } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'nat-flushed',
  about:
    'somebody flushed the nat table while the engine ran: docker-proxy listens on the published ports, behind INPUT',
  expects:
    "the engine's rules are gone from the nat table: containers are not translated, published ports lead nowhere",
  finds: 'NF014',
  async inject(lab) {
    await asRoot(lab, 'iptables -w -t nat -F');
  },
};
