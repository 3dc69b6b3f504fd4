// @ts-check
import { editGuestFile, silenceDhcp, waitInGuest } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'link-local-address',
  about: 'DHCP on the switch is silent and the guest gave itself a 169.254 address (Azure/iotedge-eflow#75)',
  expects: 'eth0 has a link-local address only',
  finds: 'IP003',
  restarts: true,
  async inject(lab) {
    editGuestFile(lab, 'etc/systemd/network/99-dhcp-en.network', (text) =>
      text.replace('DHCP=yes', 'DHCP=yes\nLinkLocalAddressing=ipv4'),
    );
    await silenceDhcp(lab);
    await lab.restartGuest();
    await waitInGuest(
      lab,
      'the link-local address',
      'ip -4 address show dev eth0 | grep -q "inet 169\\.254\\."',
      30_000,
    );
  },
};
