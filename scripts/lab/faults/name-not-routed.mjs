// @ts-check
import { editGuestFile, waitForAddress } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'name-not-routed',
  about:
    'the only link is given a routing domain (~contoso.com): the resolver asks its server for nothing else, though the server knows it',
  expects: 'the resolver asks no server for the hub',
  finds: 'DNS021',
  restarts: true,
  async inject(lab) {
    editGuestFile(lab, 'etc/systemd/network/99-dhcp-en.network', (text) =>
      text.replace('DHCP=yes', 'DHCP=yes\nDomains=~contoso.com'),
    );
    await lab.restartGuest();
    await waitForAddress(lab);
  },
};
