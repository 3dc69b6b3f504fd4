// @ts-check
import { atRouter, bootWithLinkFile } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'public-dns-silent',
  about: 'the guest asks 8.8.8.8 and the LAN drops DNS to public servers',
  expects: 'the configured public DNS server does not answer',
  finds: 'DNS003',
  restarts: true,
  async inject(lab) {
    await bootWithLinkFile(lab, (text) =>
      text.replace('DHCP=yes', 'DHCP=yes\nDNS=8.8.8.8').replace('[DHCPv4]', '[DHCPv4]\nUseDNS=no'),
    );
    await atRouter(
      lab,
      ['udp', 'tcp'].map((protocol) => `-A FORWARD -p ${protocol} -m ${protocol} --dport 53 -j DROP`),
    );
  },
};
