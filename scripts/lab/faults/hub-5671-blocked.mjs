// @ts-check
import { blockHubPort, useProtocol } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'hub-5671-blocked',
  about: 'the LAN drops TCP 5671 to the hub, which this device uses (AMQP)',
  expects: 'the hub cannot be reached on port 5671, the port of the protocol in use',
  finds: 'EP001',
  async inject(lab) {
    useProtocol(lab, 'Amqp');
    await blockHubPort(lab, 5671);
  },
};
