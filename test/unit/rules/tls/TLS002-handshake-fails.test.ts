import rule from '../../../../core/src/rules/tls/TLS002-handshake-fails.js';
import { healthy, healthyFacts, vm, withCard } from '../../../support/healthyFacts.js';
import { network } from '../../../support/nameCases.js';
import { tried } from '../../../support/reachCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const healthyReach = healthyFacts['host.reach'][0]!;
const failed = { tls: 'failed', issuer: null } as const;
const reach = (...list: readonly ReturnType<typeof tried>[]) => ({ ...facts, 'guest.reach': list });

testRule(rule, {
  pass: [
    { name: 'TLS that opens', facts },
    {
      name: 'TLS that opens from containers too',
      facts: reach(...facts['guest.reach'], tried(vm.hub, 5671, 'connected', { from: network })),
    },
    {
      name: 'TLS that opens nowhere from a network whose packets are larger than the card takes, which MTU001 reports',
      facts: {
        ...reach(...facts['guest.reach'], tried(vm.hub, 5671, 'connected', { ...failed, from: network })),
        ...healthy('guest.containerNetworks'),
        'guest.interfaces': withCard({ mtu: 1400 }),
      },
    },
    {
      name: 'TLS that fails to the address that no machine can have alone',
      facts: reach(
        tried(vm.hub, 5671, 'connected'),
        tried('192.0.2.1', 5671, 'connected', { tls: 'failed', issuer: null }),
      ),
    },
  ],
  fail: [
    {
      name: 'TLS that opens nowhere: large packets get lost',
      facts: reach(tried(vm.hub, 5671, 'connected', failed), tried('mcr.microsoft.com', 443, 'connected', failed)),
      messages: ['nowhere'],
      targets: [`${vm.hub}:5671, mcr.microsoft.com:443`],
      says: ['1500 bytes of eth0'],
      commands: ["Invoke-EflowVmCommand 'sudo ip link set dev eth0 mtu 1280'"],
    },
    {
      name: 'TLS that does not open to one host, and does from Windows',
      facts: {
        ...reach(tried(vm.hub, 5671, 'connected'), tried('mcr.microsoft.com', 443, 'connected', failed)),
        'host.reach': [{ ...healthyReach, host: 'mcr.microsoft.com', port: 443 }],
      },
      messages: ['some'],
      targets: ['mcr.microsoft.com:443'],
      shows: ['host.reach/mcr.microsoft.com:443/tls: '],
    },
    {
      name: 'TLS that opens nowhere in a VM without a card',
      facts: { 'guest.interfaces': [], 'guest.reach': [tried(vm.hub, 443, 'connected', failed)] },
      messages: ['nowhere'],
    },
    {
      name: 'TLS that does not open from one container network, and does from the VM',
      facts: reach(
        ...facts['guest.reach'],
        tried(vm.hub, 5671, 'connected', { ...failed, from: network }),
        tried('mcr.microsoft.com', 443, 'connected', { from: network }),
      ),
      messages: ['inside'],
      targets: [`${vm.hub}:5671`],
      says: ['the container network azure-iot-edge'],
      shows: [`guest.reach/${network}: `],
      commands: ["Invoke-EflowVmCommand 'ip link show'"],
    },
    {
      name: 'TLS that does not open to one host, to the VM and its containers alike, once',
      facts: reach(
        tried(vm.hub, 5671, 'connected'),
        ...(['vm', network] as const).map((from) => tried('mcr.microsoft.com', 443, 'connected', { ...failed, from })),
      ),
      messages: ['some'],
    },
    {
      name: 'TLS that was tried from containers alone',
      facts: reach(tried(vm.hub, 5671, 'connected', { ...failed, from: network })),
      messages: ['inside'],
    },
  ],
  notApplicable: [
    {
      name: 'a registry of the VM itself, which the engine asks without TLS',
      facts: reach(tried('localhost', 5000, 'connected', { ...failed, address: '127.0.0.1' })),
    },
    { name: 'connections that did not open', facts: reach(tried(vm.hub, 443, 'silent')) },
    {
      name: 'a VM without a tool for TLS',
      facts: reach(tried(vm.hub, 443, 'connected', { tls: 'notTried', issuer: null })),
    },
    {
      name: 'TLS through a proxy, which PX004 reports',
      facts: reach(tried(vm.hub, 443, 'connected', { ...failed, via: 'proxy' })),
    },
  ],
});
