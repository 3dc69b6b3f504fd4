// @ts-check
import { writeFileSync } from 'node:fs';
import { addLanAdapter, guestFile } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'rp-filter',
  about: 'a second adapter is reached from beyond its own link and strict reverse path filtering drops it',
  expects: 'none: whether anybody beyond the link needs the second adapter is not known, so it is said as information',
  finds: null,
  async inject(lab) {
    writeFileSync(
      guestFile(lab, 'etc/systemd/network/20-eth1.network'),
      '[Match]\nName=eth1\n\n[Network]\nDHCP=ipv4\n\n[DHCPv4]\nUseGateway=no\nUseDNS=no\n',
    );
    await lab.execIn('vm', 'networkctl reload');
    await addLanAdapter(lab);
  },
};
