// @ts-check
import { asRoot } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'resolver-stopped',
  about: 'systemd-resolved is stopped while resolv.conf points at its stub',
  expects: 'systemd-resolved is not running',
  finds: 'DNS005',
  async inject(lab) {
    await asRoot(lab, 'systemctl disable --now systemd-resolved.service');
  },
};
