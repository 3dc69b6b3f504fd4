// @ts-check
import { asRoot, editGuestFile } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'saved-rule-without-chain',
  about:
    'the saved rules hold a line into a chain that nobody declares: iptables-restore --test of nft takes it, the load fails',
  expects: 'the saved rules do not load: after the next start nothing is let in or out',
  finds: 'NF009',
  async inject(lab) {
    const line = '-A EFLOW-IN -p tcp -m tcp --dport 1884 -j ACCEPT';
    editGuestFile(lab, 'etc/systemd/scripts/ip4save', (text) => text.replace('-A OUTPUT', `${line}\n-A OUTPUT`));
    await asRoot(lab, 'test -s /etc/systemd/scripts/ip4save');
  },
};
