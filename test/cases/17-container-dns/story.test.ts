import { asked } from '../../support/dnsCases.js';
import { healthyFacts } from '../../support/healthyFacts.js';
import { network } from '../../support/nameCases.js';
import { story } from '../../support/story.js';

const inside = (server: string) => asked(server, 'silent').map((query) => ({ ...query, from: network }));

story('17-container-dns', {
  device: [
    {
      'guest.daemonJson': {
        present: true,
        dns: ['1.1.1.1', '8.8.8.8'],
        mtu: null,
        iptables: null,
        userlandProxy: null,
      },
      'guest.dnsProbe': [...healthyFacts['guest.dnsProbe'], ...inside('1.1.1.1'), ...inside('8.8.8.8')],
      'guest.nameProbe': healthyFacts['guest.nameProbe'].flatMap((one) => [
        one,
        { ...one, from: network, addresses: [], state: 'timedOut' as const },
      ]),
    },
  ],
  findings: [
    ['fail', 'DNS008'],
    ['fail', 'DNS010', 'DNS008'],
  ],
  says: ['1.1.1.1, 8.8.8.8'],
});
