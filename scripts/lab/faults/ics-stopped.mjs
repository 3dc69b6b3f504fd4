// @ts-check
import { windowsShows } from '../fault-steps.mjs';
import { firewall } from '../network.mjs';
import { endRole } from '../processes.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'ics-stopped',
  about: 'Internet Connection Sharing is disabled on the host: the Default Switch has no DHCP, no DNS and no NAT',
  expects: "the service behind the Default Switch's DHCP and NAT is not running",
  finds: 'SW013',
  async inject(lab) {
    windowsShows(lab, { services: { SharedAccess: { Status: 'Stopped', StartType: 'Disabled' } } });
    await endRole(lab.folder, 'host-dnsmasq');
    await firewall(lab.folder, 'host', { policy: 'DROP' });
    await lab.restartGuest();
  },
};
