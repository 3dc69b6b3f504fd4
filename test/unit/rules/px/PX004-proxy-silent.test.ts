import rule from '../../../../core/src/rules/px/PX004-proxy-silent.js';
import { healthy, healthyFacts, vm } from '../../../support/healthyFacts.js';
import { everywhere } from '../../../support/proxyCases.js';
import { tried } from '../../../support/reachCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const proxy = 'http://proxy.plant:3128';
type Over = Parameters<typeof tried>[3];
const through = (...list: readonly [string, Parameters<typeof tried>[2], Over?][]) => ({
  'guest.proxySettings': everywhere(proxy),
  'guest.reach': list.map(([host, tcp, over]) => tried(host, 443, tcp, { via: 'proxy', ...over })),
});
const show = "Invoke-EflowVmCommand 'systemctl show -p Environment docker aziot-edged aziot-identityd'";

testRule(rule, {
  pass: [
    { name: 'a proxy that opens connections', facts: through([vm.hub, 'connected']) },
    {
      name: 'a proxy that opens some',
      facts: through([vm.hub, 'connected'], ['mcr.microsoft.com', 'connected', { tls: 'failed' }]),
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
  ],
  notApplicable: [{ name: 'a device without a proxy', facts }],
});
