import rule from '../../../../core/src/rules/px/PX001-proxy-half-set.js';
import { everywhere, proxied } from '../../../support/proxyCases.js';
import { testRule } from '../../../support/testRule.js';

const proxy = 'http://proxy.plant:3128';
const settings = (list: ReturnType<typeof proxied>) => ({ 'guest.proxySettings': list });
const apply =
  "Invoke-EflowVmCommand 'sudo systemctl daemon-reload && sudo systemctl restart docker && sudo iotedge config apply'";

testRule(rule, {
  pass: [
    { name: 'one proxy in all four places', facts: settings(everywhere(proxy)) },
    {
      name: 'the same one with a slash, and under the name in capitals',
      facts: settings([
        ...everywhere(`${proxy}/`).slice(1),
        { place: 'engine', variable: 'HTTPS_PROXY', value: proxy },
      ]),
    },
    {
      name: 'the same one under two schemes, which PX002 reports',
      facts: settings([...everywhere(proxy).slice(1), ...proxied({ engine: 'https://proxy.plant:3128' })]),
    },
  ],
  fail: [
    {
      name: 'a container engine without the proxy (Azure/iotedge-eflow#281)',
      facts: settings(proxied({ edged: proxy, identityd: proxy })),
      messages: ['some'],
      targets: [proxy],
      says: ['aziot-edged, aziot-identityd', 'the container engine, edgeAgent'],
      commands: [apply],
    },
    {
      name: 'two proxies',
      facts: settings([...everywhere(proxy).slice(1), ...proxied({ engine: 'http://other:8080' })]),
      messages: ['different'],
      says: ['http://other:8080'],
    },
    {
      name: 'an empty setting, which is none',
      facts: settings([...everywhere(proxy).slice(1), ...proxied({ engine: '' })]),
      messages: ['some'],
    },
  ],
  notApplicable: [
    { name: 'a device without a proxy', facts: settings([]) },
    {
      name: 'exceptions without a proxy',
      facts: settings([{ place: 'engine', variable: 'no_proxy', value: 'localhost' }]),
    },
  ],
});
