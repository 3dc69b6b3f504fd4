// @ts-check
import { hostNetworkPort } from '../containers.mjs';
import { asRoot, editGuestFile } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'drop-before-accept',
  about: 'a DROP for a range of ports stands in INPUT before the ACCEPT for 9702',
  expects: 'INPUT drops port 9702: an earlier DROP covers the ACCEPT',
  finds: 'NF002',
  async inject(lab) {
    const accept = `-A INPUT -p tcp -m tcp --dport ${hostNetworkPort} -j ACCEPT`;
    const drop = '-A INPUT -p tcp -m tcp --dport 9000:9999 -j DROP';
    editGuestFile(lab, 'etc/systemd/scripts/ip4save', (text) => text.replace(accept, `${drop}\n${accept}`));
    await asRoot(lab, `iptables -w ${drop.replace('-A INPUT', '-I INPUT 1')}`);
  },
};
