import rule from '../../../../core/src/rules/rt/RT014-beyond-route-silent.js';
import { asked } from '../../../support/dnsCases.js';
import { healthy, route, vm } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
type Tcp = 'silent' | 'unreachable' | 'refused';
const second = '172.27.112.9';
const registry = 'mcr.microsoft.com';

/** How connections came out, by a route of their own for 40.0.0.0/8, whose gateway the link knows. */
const behind = (outcomes: Readonly<Record<string, Tcp>>, gateway: string | null = second, state = 'REACHABLE') => ({
  ...facts,
  'guest.reach': facts['guest.reach'].map((one) => ({
    ...one,
    address: one.host === registry ? '40.70.0.1' : one.address,
    tcp: outcomes[one.host] ?? one.tcp,
  })),
  'guest.routes': [...facts['guest.routes'], route({ destination: '40.0.0.0/8', gateway, device: 'eth0' })],
  'guest.neighbours': [
    ...facts['guest.neighbours'],
    { address: second, device: 'eth0', mac: '00:15:5d:00:00:09', state },
  ],
});
const both = { [vm.hub]: 'silent', [registry]: 'silent' } as const;

testRule(rule, {
  pass: [
    { name: 'the healthy device', facts },
    { name: 'a route of its own behind which all answers', facts: behind({}) },
    { name: 'one machine that is silent: it may be off', facts: behind({ [vm.hub]: 'silent' }) },
    {
      name: 'one machine under two names',
      facts: {
        ...behind(both),
        'guest.reach': behind(both)['guest.reach'].map((one) => ({ ...one, address: '40.70.0.1' })),
      },
    },
    { name: 'one that refuses, so that the way is open', facts: behind({ ...both, [registry]: 'refused' }) },
    {
      name: 'a silent machine beside a DNS server that answers',
      facts: {
        ...behind(both),
        'guest.dnsProbe': [...facts['guest.dnsProbe'], ...asked('40.1.1.1', 'answered')],
      },
    },
    { name: 'a gateway that does not answer, which RT009 reports', facts: behind(both, second, 'FAILED') },
    { name: 'a route without a gateway', facts: behind(both, null) },
    {
      name: 'silence by the default route, which RT005 reports',
      facts: { ...behind(both), 'guest.routes': facts['guest.routes'] },
    },
    {
      name: 'direct connections that are closed, where a proxy lets out',
      facts: {
        ...behind(both),
        'guest.reach': behind(both)['guest.reach'].flatMap((one) => [one, { ...one, via: 'proxy', tcp: 'connected' }]),
      },
    },
  ],
  fail: [
    {
      name: 'two services behind a gateway that passes nothing on',
      facts: behind(both),
      messages: ['silent'],
      says: [`40.0.0.0/8 via ${second} dev eth0`, `The gateway ${second} is there`],
      shows: [`guest.neighbours/${second}: `],
    },
    {
      name: 'a gateway that says that it cannot get there',
      facts: behind({ ...both, [vm.hub]: 'unreachable' }),
      messages: ['silent'],
    },
    {
      name: 'two DNS servers',
      facts: {
        ...behind({}),
        'guest.reach': [],
        'guest.dnsProbe': [...asked('40.1.1.1', 'silent'), ...asked('40.1.1.2', 'silent')],
      },
      messages: ['silent'],
      targets: ['40.1.1.1, 40.1.1.2'],
      commands: [
        "Test-NetConnection -ComputerName '40.1.1.1' -TraceRoute",
        "Invoke-EflowVmCommand 'sudo ip route del 40.0.0.0/8'",
      ],
    },
  ],
  notApplicable: [
    {
      name: 'a Windows that gets out by its proxy alone, which PX005 reports',
      facts: {
        ...behind(both),
        'host.proxy': { ...facts['host.proxy'], winHttp: { proxy: 'proxy.contoso.local:3128', bypass: null } },
        'host.reach': facts['host.reach'].map((one) => ({ ...one, tcp: 'silent' as const })),
      },
    },
  ],
  unknown: [
    {
      name: 'a gateway that was seen some time ago',
      facts: behind(both, second, 'STALE'),
      says: `Nobody asked for the gateway ${second} lately`,
    },
  ],
});
