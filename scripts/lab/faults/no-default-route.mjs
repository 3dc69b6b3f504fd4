// @ts-check
import { handOut } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'no-default-route',
  about: 'DHCP hands out no router, so the guest has no default route',
  expects: 'no default route',
  finds: 'RT001',
  restarts: true,
  async inject(lab) {
    await handOut(lab, { routerOption: false });
  },
};
