// @ts-check
import { uplinkName, firewall } from '../network.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'nat-wrong-prefix',
  about: "the host's NAT is for another network than the switch's",
  expects: "the NAT's prefix does not hold the guest's address",
  finds: 'RT005',
  async inject(lab) {
    await firewall(lab.folder, 'host', { nat: [`-A POSTROUTING -s 172.30.0.0/24 -o ${uplinkName} -j MASQUERADE`] });
  },
};
