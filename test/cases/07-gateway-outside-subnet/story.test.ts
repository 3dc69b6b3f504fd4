import { everyAttempt, placed, silentServers } from '../../support/devices.js';
import { story } from '../../support/story.js';

const gateway = '10.47.1.90';

story('07-gateway-outside-subnet', {
  device: [
    placed({
      kind: 'external',
      name: 'MISwitch',
      address: '10.47.0.45',
      prefixLength: 24,
      gateway,
      host: '10.47.0.20',
      fixed: true,
    }),
    everyAttempt('unreachable'),
    silentServers('10.20.0.53'),
    {
      'host.routes': [{ destination: '0.0.0.0/0', nextHop: '10.47.0.1', interfaceIndex: 30, metric: 25 }],
      'guest.neighbours': [{ address: gateway, device: 'eth0', mac: null, state: 'FAILED' }],
      'guest.gatewayProbe': [{ device: 'eth0', gateway, ping: 'silent', neighbour: 'FAILED', mac: null }],
    },
  ],
  findings: [
    ['fail', 'IP009'],
    ['fail', 'RT004', 'IP009'],
    ['fail', 'DNS003', 'RT004'],
    ['fail', 'DNS011', 'DNS003'],
    ['unknown', 'EP001', 'DNS011'],
    ['unknown', 'EP002', 'DNS011'],
  ],
  says: ['10.47.1.90', '10.47.0.0/24'],
  commands: [
    "Deploy-Eflow -vSwitchType 'External' -vSwitchName 'MISwitch' -ip4Address '10.47.0.45' -ip4GatewayAddress '10.47.0.1' -ip4PrefixLength 24",
  ],
});
