// @ts-check
import { hostNetworkPort } from '../containers.mjs';
import { asRoot } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'terminal-drop',
  about: 'INPUT ends with a DROP, and the ACCEPT for port 9702 was appended behind it',
  expects: 'INPUT drops port 9702: its ACCEPT stands behind the DROP for everything',
  finds: 'NF002',
  async inject(lab) {
    const accept = `INPUT -p tcp -m tcp --dport ${hostNetworkPort} -j ACCEPT`;
    await asRoot(lab, `iptables -w -D ${accept} && iptables -w -A INPUT -j DROP && iptables -w -A ${accept}`);
  },
};
