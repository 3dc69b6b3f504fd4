// @ts-check
import { blockHubPort, useProtocol } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'hub-8883-blocked',
  about: 'the LAN drops TCP 8883 to the hub, which this device uses (MQTT)',
  expects: 'the hub cannot be reached on port 8883, the port of the protocol in use',
  finds: 'EP001',
  async inject(lab) {
    useProtocol(lab, 'Mqtt');
    await blockHubPort(lab, 8883);
  },
};
