// @ts-check
import { addRules, windowsShows } from '../fault-steps.mjs';
import { endRole } from '../processes.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'ics-stopped',
  about: 'Internet Connection Sharing is disabled on the host: the Default Switch has no DHCP, no DNS and no NAT',
  expects: "the service behind the Default Switch's DHCP and NAT is not running",
  finds: 'SW013',
  restarts: true,
  async inject(lab) {
    windowsShows(lab, { services: { SharedAccess: { Status: 'Stopped', StartType: 'Disabled' } } });
    await endRole(lab.folder, 'host-dnsmasq');
    await addRules(lab, 'host', ['-t nat -F', '-F FORWARD', '-P FORWARD DROP']);
    await lab.restartGuest();
  },
};
