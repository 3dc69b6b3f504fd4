// @ts-check
import { macAddresses } from '../addresses.mjs';
import { asRoot, guestAddress, switchOf } from '../fault-steps.mjs';
import { waitFor } from '../run.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'duplicate-address',
  about: "another machine on the switch has the guest's address",
  expects: 'the address of eth0 is used by a second machine',
  finds: 'IP012',
  async inject(lab) {
    const address = await guestAddress(lab);
    const { hostAddress, prefixLength } = switchOf(lab);
    lab.touchControl();
    await asRoot(lab, `ip address add ${address}/${prefixLength} dev eth0`, 'control');
    // Its first packet makes it ask for the host by ARP, and the host learns the address from the question.
    await waitFor("the host's neighbour table to change", 10_000, async () => {
      await asRoot(lab, 'ip neigh flush all', 'host');
      await lab.execIn('control', `ip neigh flush dev eth0; ping -c 1 -W 1 -I ${address} ${hostAddress}`);
      return (await asRoot(lab, `ip neigh show ${address}`, 'host')).includes(macAddresses.control);
    });
  },
};
