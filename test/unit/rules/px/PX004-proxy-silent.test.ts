import rule from '../../../../core/src/rules/px/PX004-proxy-silent.js';
import { healthy, healthyFacts, vm } from '../../../support/healthyFacts.js';
import { everywhere, withCredentials } from '../../../support/proxyCases.js';
import { tried } from '../../../support/reachCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const proxy = 'http://proxy.plant:3128';
type Over = Parameters<typeof tried>[3];
const through = (...list: readonly [string, Parameters<typeof tried>[2], Over?][]) => ({
  'guest.proxySettings': everywhere(proxy),
  'guest.reach': list.map(([host, tcp, over]) => tried(host, 443, tcp, { via: 'proxy', ...over })),
});
/** The proxy serves the registry and not the hub, which is tried without it too. */
const partly = ({ direct }: { direct: Parameters<typeof tried>[2] }) => {
  const facts = through([vm.hub, 'connected', { tls: 'failed' }], ['mcr.microsoft.com', 'connected', { tls: 'ok' }]);
  return { ...facts, 'guest.reach': [...facts['guest.reach'], tried(vm.hub, 443, direct)] };
};
const show = "Invoke-EflowVmCommand 'systemctl show -p Environment docker aziot-edged aziot-identityd'";

testRule(rule, {
  pass: [
    { name: 'a proxy that opens connections', facts: through([vm.hub, 'connected']) },
    {
      name: 'a proxy that opens nothing to a host that is reached without it, which PX007 reports',
      facts: partly({ direct: 'connected' }),
    },
    {
      name: 'a proxy that opens nothing to a host that NO_PROXY names',
      facts: {
        ...partly({ direct: 'silent' }),
        'guest.proxySettings': [
          ...everywhere(proxy),
          ...everywhere(vm.hub).map((one) => ({ ...one, variable: 'NO_PROXY' })),
        ],
      },
    },
    {
      name: 'a proxy that takes connections, where TLS was not tried',
      facts: through([vm.hub, 'connected', { tls: 'notTried' }]),
    },
  ],
  fail: [
    {
      name: 'a proxy that is silent',
      facts: {
        ...through([vm.hub, 'silent'], ['mcr.microsoft.com', 'silent']),
        'host.reach': healthyFacts['host.reach'].map((one) => ({ ...one, via: 'proxy' as const })),
      },
      messages: ['silent'],
      targets: [proxy],
      commands: [show],
    },
    {
      name: 'a proxy that does not resolve, without a setting to name',
      facts: { ...through([vm.hub, 'unresolved']), 'guest.proxySettings': [] },
      messages: ['silent'],
      says: ['unresolved'],
    },
    {
      name: 'a proxy that opens nothing',
      facts: through([vm.hub, 'connected', { tls: 'failed' }]),
      messages: ['refuses'],
      says: [vm.hub],
    },
    {
      name: 'a proxy that opens nothing to the hub, which is closed without it, and serves the registry',
      facts: partly({ direct: 'silent' }),
      messages: ['refuses'],
      says: [`opens none to ${vm.hub}`],
    },
    {
      name: 'the same where a password is set, which the proxy does not ask for',
      facts: { ...partly({ direct: 'silent' }), 'guest.proxySettings': withCredentials(everywhere(proxy)) },
      messages: ['refuses'],
    },
  ],
  unknown: [
    {
      name: 'a proxy that refuses whoever has no password, which the look has not',
      facts: {
        ...through([vm.hub, 'connected', { tls: 'failed' }]),
        'guest.proxySettings': withCredentials(everywhere(proxy)),
      },
      says: 'asked without them',
    },
  ],
  notApplicable: [{ name: 'a device without a proxy', facts }],
});
