import rule from '../../../../core/src/rules/ep/EP003-container-path-closed.js';
import { container, healthy, vm } from '../../../support/healthyFacts.js';
import { lookup, network } from '../../../support/nameCases.js';
import { tried } from '../../../support/reachCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const { upstream, proxy } = {
  upstream: { 'guest.upstream': healthy('guest.upstream')['guest.upstream'] },
  proxy: tried(vm.hub, 443, 'connected', { via: 'proxy', address: '10.77.0.9' }),
};
const placed = (name: string, networks: readonly string[], running = true) =>
  container({
    name,
    running,
    module: false,
    networks: networks.map((one) => ({ name: one, networkId: null, address: '172.19.0.2', gateway: '172.19.0.1' })),
  });
const inside = (...list: readonly ReturnType<typeof tried>[]) => ({
  'guest.reach': [...facts['guest.reach'], ...list.map((one) => ({ ...one, from: network }))],
});

testRule(rule, {
  pass: [
    { name: 'containers that reach the hub', facts: inside(tried(vm.hub, 5671, 'connected')) },
    {
      name: 'a registry that modules do not need',
      facts: { ...inside(tried(vm.hub, 5671, 'connected'), tried('mcr.microsoft.com', 443, 'silent')), ...upstream },
    },
    {
      name: 'port 443 where no protocol is set, to which IoT Edge falls back',
      facts: {
        ...inside(tried(vm.hub, 5671, 'silent'), tried(vm.hub, 443, 'connected')),
        'guest.upstream': { ...upstream['guest.upstream'], protocol: null },
      },
    },
    {
      name: 'a hub that is reached through the proxy',
      facts: {
        'guest.reach': [
          ...inside(tried(vm.hub, 5671, 'silent'), tried('mcr.microsoft.com', 443, 'connected'))['guest.reach'],
          proxy,
        ],
        ...upstream,
      },
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
    {
      name: 'a hub that is closed to containers alone, beside a registry that is open',
      facts: {
        ...inside(
          tried(vm.hub, 5671, 'silent', { address: '40.83.177.43' }),
          tried('mcr.microsoft.com', 443, 'connected'),
        ),
        ...upstream,
        ...healthy('guest.containers'),
      },
      messages: ['upstream'],
      targets: [`${vm.hub}:5671`],
      says: ['40.83.177.42', '40.83.177.43'],
      commands: [`Trace-EflowPacket -From 'edgeHub' -To '${vm.hub}' -Port 5671`, 'Get-EflowDnsReport'],
    },
    {
      name: 'a network of other containers, of which one is on another network first',
      facts: {
        'guest.reach': [
          ...facts['guest.reach'],
          tried(vm.hub, 5671, 'silent', { from: 'network:plant' }),
          tried('mcr.microsoft.com', 443, 'connected', { from: 'network:plant' }),
        ],
        ...upstream,
        'guest.containers': [
          ...healthy('guest.containers')['guest.containers'],
          placed('stopped', ['plant'], false),
          placed('both', ['azure-iot-edge', 'plant']),
          placed('host', ['plant']),
          placed('collector', ['plant']),
        ],
      },
      messages: ['upstream'],
      commands: [`Trace-EflowPacket -From 'collector' -To '${vm.hub}' -Port 5671`, 'Get-EflowDnsReport'],
    },
    {
      name: 'a network of which no container is known: nothing to trace from',
      facts: {
        ...inside(tried(vm.hub, 5671, 'silent'), tried('mcr.microsoft.com', 443, 'connected')),
        ...upstream,
        'guest.containers': [],
      },
      messages: ['upstream'],
      commands: ['Get-EflowDnsReport'],
    },
    {
      name: 'a parent whose name leads elsewhere there, with nothing else tried: no fault of the forwarding',
      facts: {
        'guest.reach': [
          tried('edge-1.plant', 5671, 'connected', { address: '172.27.112.1' }),
          tried('edge-1.plant', 5671, 'silent', { address: '192.168.10.20', from: network }),
        ],
        'guest.upstream': { ...upstream['guest.upstream'], parent: 'edge-1.plant' },
        'guest.nameProbe': [
          lookup('vm', 'edge-1.plant', ['172.27.112.1']),
          lookup(network, 'edge-1.plant', ['192.168.10.20']),
        ],
      },
      messages: ['upstream'],
    },
  ],
  notApplicable: [{ name: 'a VM of which no container network was tried', facts }],
});
