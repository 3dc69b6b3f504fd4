// @ts-check
import { asRoot } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'docker-user-drop',
  about: 'a DROP in DOCKER-USER stops the published port 8883',
  expects: 'DOCKER-USER drops port 8883, which edgeHub publishes',
  finds: 'NF001',
  async inject(lab) {
    await asRoot(lab, 'iptables -w -I DOCKER-USER -i eth0 -p tcp -m tcp --dport 8883 -j DROP');
  },
};
