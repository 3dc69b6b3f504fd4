// @ts-check
import { dropAtHost, windowsShows } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'security-baseline',
  about:
    "a policy ignores the host's local firewall rules, so the switch's DHCP and DNS are blocked (Azure/iotedge-eflow#41)",
  expects: "the host's firewall does not apply the rules for the switch's own DHCP and DNS",
  finds: 'FW001',
  restarts: true,
  async inject(lab) {
    windowsShows(lab, { firewall: { policy: { Public: { AllowLocalFirewallRules: 'False' } } } });
    await dropAtHost(lab, ['-p udp -m udp --dport 67', '-p udp -m udp --dport 53', '-p tcp -m tcp --dport 53']);
    await lab.restartGuest();
  },
};
