import { CONTROL_ADDRESS } from '../../../../core/src/model/upstream/reach.js';
import { policyRule } from '../../../../core/src/parse/guest/policyRules.js';
import rule from '../../../../core/src/rules/rt/RT009-required-address-astray.js';
import { asked } from '../../../support/dnsCases.js';
import { healthy, route, vm } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const failing = (tcp: 'silent' | 'unreachable' | 'connected', ...hosts: readonly string[]) => ({
  ...facts,
  'guest.reach': facts['guest.reach'].map((one) => (hosts.includes(one.host) ? { ...one, tcp } : one)),
});
const within = (base: typeof facts, over: Parameters<typeof route>[0]) => ({
  ...base,
  'guest.routes': [...base['guest.routes'], route({ gateway: null, device: null, ...over })],
});
const nobodyAt = (address: string) => ({
  'guest.neighbours': [...facts['guest.neighbours'], { address, device: 'eth0', mac: null, state: 'FAILED' as const }],
});
const second = '172.27.112.9';
const hubLost = failing('silent', vm.hub);

const dnsSilent = {
  'guest.dnsProbe': facts['guest.dnsProbe'].map(
    (one) => ({ ...one, server: vm.gateway, state: 'silent', rcode: null, addresses: [] }) as const,
  ),
};

testRule(rule, {
  pass: [
    { name: 'what is silent by the default route, which RT005 or EP001 reports', facts: hubLost },
    { name: 'a VM without routes, which RT001 reports', facts: { ...hubLost, 'guest.routes': [] } },
    {
      name: 'a route of its own to what works',
      facts: within(facts, { destination: '40.83.0.0/16', gateway: second, device: 'eth0' }),
    },
    {
      name: 'a silent hub behind a second gateway that answers: its fault need not be here',
      facts: within(hubLost, { destination: '40.83.0.0/16', gateway: second, device: 'eth0' }),
    },
    {
      name: 'a route that throws away the address that must not answer, as lists of bogus addresses do',
      facts: within(
        { ...facts, 'guest.dnsProbe': [...facts['guest.dnsProbe'], ...asked(CONTROL_ADDRESS, 'silent')] },
        { destination: '192.0.2.0/24', type: 'blackhole' },
      ),
    },
    {
      name: 'a route that leads nowhere to what nobody needs',
      facts: within(hubLost, { destination: '10.9.0.0/16', type: 'blackhole' }),
    },
  ],
  fail: [
    {
      name: 'a route that leads the DNS server to a bridge of containers',
      facts: within({ ...facts, ...dnsSilent }, { destination: `${vm.gateway}/32`, device: 'docker0' }),
      messages: ['wrongDevice'],
      targets: [vm.gateway],
      says: ['dev docker0'],
      commands: [`Invoke-EflowVmCommand 'sudo ip route del ${vm.gateway}/32 dev docker0'`],
    },
    {
      name: 'a route that throws away',
      facts: within(failing('unreachable', vm.hub), { destination: '40.83.0.0/16', type: 'blackhole' }),
      messages: ['nowhere'],
      targets: [vm.hub],
      says: ['blackhole 40.83.0.0/16'],
      shows: ['guest.routes/40.83.0.0/16: '],
      commands: ["Invoke-EflowVmCommand 'sudo ip route del blackhole 40.83.0.0/16'"],
    },
    {
      name: 'one fault where a route takes two names',
      facts: within(failing('unreachable', vm.hub, 'mcr.microsoft.com'), {
        destination: '40.0.0.0/8',
        type: 'prohibit',
      }),
      messages: ['nowhere'],
      targets: [`${vm.hub}, mcr.microsoft.com`],
    },
    {
      name: 'a route in a table of its own',
      facts: {
        ...within(failing('unreachable', vm.hub), { destination: '40.83.0.0/16', type: 'unreachable', table: '100' }),
        'guest.policyRules': [...facts['guest.policyRules'], policyRule(100, { table: '100' })],
      },
      messages: ['nowhere'],
      commands: ["Invoke-EflowVmCommand 'sudo ip route del unreachable 40.83.0.0/16 table 100'"],
    },
    {
      name: 'a gateway of its own that is not there',
      facts: {
        ...within(hubLost, { destination: '40.83.177.42/32', gateway: second, device: 'eth0' }),
        ...nobodyAt(second),
      },
      messages: ['deadGateway'],
      targets: [vm.hub],
      says: [`40.83.177.42/32 via ${second} dev eth0`],
      commands: ["Invoke-EflowVmCommand 'sudo ip route del 40.83.177.42/32'"],
    },
  ],
  notApplicable: [],
});
