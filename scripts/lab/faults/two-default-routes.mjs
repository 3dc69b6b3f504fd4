// @ts-check
import { addLanAdapter } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'two-default-routes',
  about: 'a second adapter got a default route of its own with the same metric (multi-NIC devices)',
  expects: 'two default routes with the same metric',
  finds: 'RT003',
  async inject(lab) {
    await addLanAdapter(lab);
  },
};
