// @ts-check
import { addRules } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'nat-missing',
  about: 'the host has no NAT for the switch: packets leave with an address that nobody answers',
  expects: 'the switch has no NAT, or nothing beyond the gateway answers',
  finds: 'RT005',
  async inject(lab) {
    await addRules(lab, 'host', ['-t nat -F', '-P FORWARD ACCEPT']);
  },
};
