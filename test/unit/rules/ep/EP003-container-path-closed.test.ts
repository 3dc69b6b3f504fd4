import rule from '../../../../core/src/rules/ep/EP003-container-path-closed.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { network } from '../../../support/nameCases.js';
import { tried } from '../../../support/reachCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const inside = (...list: readonly ReturnType<typeof tried>[]) => ({
  'guest.reach': [...facts['guest.reach'], ...list.map((one) => ({ ...one, from: network }))],
});

testRule(rule, {
  pass: [
    { name: 'containers that reach the hub', facts: inside(tried(vm.hub, 5671, 'connected')) },
    {
      name: 'one closed host of two, so that packets are forwarded',
      facts: inside(tried(vm.hub, 5671, 'silent'), tried(vm.hub, 443, 'connected')),
    },
    { name: 'a host that the VM does not reach either', facts: inside(tried('other.example', 443, 'silent')) },
  ],
  fail: [
    {
      name: 'containers that reach nothing (Azure/iotedge#226)',
      facts: inside(tried(vm.hub, 5671, 'silent'), tried(vm.hub, 443, 'silent')),
      messages: ['closed'],
      targets: ['azure-iot-edge'],
      says: [`${vm.hub}:5671, ${vm.hub}:443`],
      commands: [
        "Invoke-EflowVmCommand 'sudo systemctl restart docker'",
        "Invoke-EflowVmCommand 'cat /proc/sys/net/ipv4/ip_forward; sudo iptables-save -c'",
      ],
    },
  ],
  notApplicable: [{ name: 'a VM of which no container network was tried', facts }],
});
