// @ts-check
import { blockHubPort, useProtocol } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'hub-443-blocked',
  about: 'the LAN drops TCP 443 to the hub, which this device uses (WebSockets)',
  expects: 'the hub cannot be reached on port 443, the port of the protocol in use',
  finds: 'EP001',
  async inject(lab) {
    useProtocol(lab, 'AmqpWs');
    await blockHubPort(lab, 443);
  },
};
