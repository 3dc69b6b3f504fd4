import { everyAttempt, silentServers } from '../../support/devices.js';
import { healthyFacts, vm } from '../../support/healthyFacts.js';
import { story } from '../../support/story.js';

const [wsl] = healthyFacts['host.hyperVFirewall'].settings;

story('58-hyperv-firewall', {
  device: [
    everyAttempt('silent'),
    silentServers('192.168.10.2'),
    {
      'host.hyperVFirewall': {
        supported: true,
        settings: [wsl!, { ...wsl!, creator: '{9E288F02-0000-4000-8000-3F3C5E2F0A11}', defaultOutbound: 4 }],
        rules: [],
      },
      'guest.neighbours': [{ address: vm.gateway, device: 'eth0', mac: '00:15:5d:a0:b1:c2', state: 'REACHABLE' }],
    },
  ],
  findings: [
    ['fail', 'FW004'],
    ['fail', 'DNS003', 'FW004'],
    ['fail', 'DNS011', 'DNS003'],
    ['unknown', 'EP001', 'DNS011'],
    ['unknown', 'EP002', 'DNS011'],
  ],
  says: ['Hyper-V firewall'],
});
