import { everyAttempt, placed, withoutServers } from '../../support/devices.js';
import { story } from '../../support/story.js';

story('01-address-equals-gateway', {
  device: [
    placed({
      kind: 'internal',
      address: '172.20.0.1',
      prefixLength: 24,
      gateway: '172.20.0.1',
      host: '172.20.0.1',
      fixed: true,
    }),
    everyAttempt('unreachable'),
    withoutServers,
    { 'guest.neighbours': [], 'guest.gatewayProbe': [], 'host.portProbe': [] },
  ],
  findings: [
    ['fail', 'IP008'],
    ['unknown', 'RT004', 'IP008'],
    ['fail', 'DNS001'],
    ['fail', 'DNS011', 'DNS001'],
    ['unknown', 'EP001', 'DNS011'],
    ['unknown', 'EP002', 'DNS011'],
  ],
  says: ['172.20.0.1'],
  evidence: ['address 172.20.0.1, gateway 172.20.0.1'],
  commands: [
    "Deploy-Eflow -vSwitchType 'Internal' -vSwitchName 'InternalSw' -ip4Address '172.20.0.254' -ip4GatewayAddress '172.20.0.1' -ip4PrefixLength 24",
  ],
});
