// @ts-check
import { asRoot } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'nat-flushed',
  about:
    'somebody flushed the nat table while the engine ran: docker-proxy listens on the published ports, behind INPUT',
  expects: 'no DNAT rule takes the published ports to their containers',
  finds: 'NF003',
  async inject(lab) {
    await asRoot(lab, 'iptables -w -t nat -F');
  },
};
