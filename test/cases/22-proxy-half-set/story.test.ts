import { everyAttempt } from '../../support/devices.js';
import type { healthyFacts } from '../../support/healthyFacts.js';
import { vm } from '../../support/healthyFacts.js';
import { proxied } from '../../support/proxyCases.js';
import { tried } from '../../support/reachCases.js';
import { story } from '../../support/story.js';

const proxy = 'https://123.45.67.89:8080';
const direct = everyAttempt('silent')['guest.reach'] as (typeof healthyFacts)['guest.reach'];
const through = (host: string) => tried(host, 443, 'connected', { via: 'proxy', address: '123.45.67.89' });

story('22-proxy-half-set', {
  device: [
    {
      'guest.proxySettings': proxied({ edged: proxy, identityd: proxy }),
      'guest.reach': [...direct, through(vm.hub), through('mcr.microsoft.com')],
    },
  ],
  findings: [
    ['fail', 'PX001'],
    ['fail', 'EP001', 'PX001'],
    ['fail', 'PX002'],
    ['fail', 'PX002'],
  ],
});
