// @ts-check
import { asRoot } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'firewall-restarted',
  about: 'iptables.service was restarted while the engine ran: every rule of the engine is gone',
  expects: 'the engine publishes ports and its chains are missing',
  finds: 'NF004',
  async inject(lab) {
    await asRoot(lab, 'systemctl restart iptables.service');
  },
};
