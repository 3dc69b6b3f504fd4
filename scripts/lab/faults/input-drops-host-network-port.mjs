// @ts-check
import { hostNetworkPort } from '../containers.mjs';
import { asRoot, editGuestFile } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'input-drops-host-network-port',
  about: 'INPUT has no rule for port 9702, on which a module on the host network listens',
  expects: 'INPUT drops port 9702, which opcPublisher exposes on the host network',
  finds: 'NF002',
  async inject(lab) {
    const rule = `-A INPUT -p tcp -m tcp --dport ${hostNetworkPort} -j ACCEPT\n`;
    editGuestFile(lab, 'etc/systemd/scripts/ip4save', (text) => text.replace(rule, ''));
    await asRoot(lab, `iptables -w ${rule.replace('-A', '-D')}`);
  },
};
