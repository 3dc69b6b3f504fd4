// @ts-check
import { agentSays } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'agent-address-differs',
  about: 'the agent on the host answers an address that the guest does not have (seen after a lease was lost)',
  expects: 'the address that the agent knows is not the one on eth0',
  finds: 'IP001',
  async inject(lab) {
    agentSays(lab, { ip: '172.27.118.7', sourceWording: 'retrieved from NodeAgent' });
  },
};
