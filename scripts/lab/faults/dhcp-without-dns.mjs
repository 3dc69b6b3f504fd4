// @ts-check
import { handOut } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'dhcp-without-dns',
  about: 'DHCP hands out no DNS server, as a Windows DHCP scope without option 6',
  expects: 'no DNS server is configured on the guest: the lease has none',
  finds: 'DNS001',
  restarts: true,
  async inject(lab) {
    await handOut(lab, { dnsOption: false });
  },
};
