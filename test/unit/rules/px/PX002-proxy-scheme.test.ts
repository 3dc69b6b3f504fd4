import rule from '../../../../core/src/rules/px/PX002-proxy-scheme.js';
import { everywhere, proxied } from '../../../support/proxyCases.js';
import { testRule } from '../../../support/testRule.js';

const settings = (list: ReturnType<typeof proxied>) => ({ 'guest.proxySettings': list });

testRule(rule, {
  pass: [
    { name: 'http://', facts: settings(everywhere('http://proxy.plant:3128')) },
    { name: 'no scheme', facts: settings(everywhere('proxy.plant:3128')) },
  ],
  fail: [
    {
      name: 'https:// in one place (Azure/iotedge-eflow#281)',
      facts: settings(proxied({ engine: 'http://p:8080', edged: 'https://p:8080' })),
      messages: ['scheme'],
      targets: ['aziot-edged'],
      says: ['https://p:8080'],
    },
  ],
  notApplicable: [{ name: 'a device without a proxy', facts: settings([]) }],
});
