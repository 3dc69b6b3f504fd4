// @ts-check
import { bootWithLinkFile } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'no-dns-server',
  about:
    'the guest takes no DNS server from DHCP and has none of its own, as with a static address (Azure/iotedge-eflow#219, #221)',
  expects: 'no DNS server is configured on the guest',
  finds: 'DNS001',
  restarts: true,
  async inject(lab) {
    await bootWithLinkFile(lab, (text) => text.replace('[DHCPv4]', '[DHCPv4]\nUseDNS=no'));
  },
};
