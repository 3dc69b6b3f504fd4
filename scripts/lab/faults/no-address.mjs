// @ts-check
import { silenceDhcp } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'no-address',
  about: 'DHCP on the switch is silent: eth0 has no IPv4 address (Azure/iotedge-eflow#10, #41)',
  expects: 'eth0 has no IPv4 address',
  finds: 'IP002',
  restarts: true,
  async inject(lab) {
    await silenceDhcp(lab);
    await lab.restartGuest();
  },
};
