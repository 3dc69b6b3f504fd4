// @ts-check
import { addRules } from '../fault-steps.mjs';
import { uplinkName } from '../network.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'nat-wrong-prefix',
  about: "the host's NAT is for another network than the switch's",
  expects: "the NAT's prefix does not hold the guest's address",
  finds: 'RT005',
  async inject(lab) {
    const other = `-t nat -A POSTROUTING -s 172.30.0.0/24 -o ${uplinkName} -j MASQUERADE`;
    await addRules(lab, 'host', ['-t nat -F', '-P FORWARD ACCEPT', other]);
  },
};
