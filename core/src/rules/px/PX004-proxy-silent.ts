import { defineRule } from '../../engine/rule.js';
import { hostEvidence, hostGetsThrough } from '../../model/host/view.js';
import { fromVm, outcomeOf } from '../../model/upstream/reach.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'PX004',
  slug: 'proxy-silent',
  title: 'The proxy takes connections of the VM',
  severity: 'critical',
  stage: 'proxy',
  guide: ['Azure/iotedge-eflow#281', 'Azure/iotedge-eflow#171'],
  requires: ['guest.reach', 'guest.proxySettings'],
  uses: ['host.reach'],
  messages: {
    silent: {
      text: 'The proxy ({proxy}) does not take connections of the VM: {how}.',
      remedy: [
        {
          text: 'Ask the network team whether this is the right proxy and whether the VM may use it; behind a NAT it comes with the address of this Windows.',
        },
        {
          text: 'See what is set.',
          command: "Invoke-EflowVmCommand 'systemctl show -p Environment docker aziot-edged aziot-identityd'",
        },
      ],
    },
    refuses: {
      text: 'The proxy ({proxy}) takes connections of the VM but opens none to {hosts}.',
      remedy: [
        {
          text: 'Ask the network team to have the proxy let CONNECT through to {hosts}, without credentials for this device or with those that are set.',
        },
      ],
    },
  },

  check(facts, report) {
    const through = fromVm(facts['guest.reach']).filter(({ via }) => via === 'proxy');
    const [first] = through;
    if (first === undefined) return 'notApplicable'; // none is set
    const proxy =
      facts['guest.proxySettings'].find(({ variable }) => variable.toLowerCase() === 'https_proxy')?.value ??
      say('as configured');
    const dead = through.every(({ tcp }) => tcp !== 'connected');
    const spoken = through.filter(({ tls }) => tls !== 'notTried');
    const refused = spoken.filter(({ tls }) => tls === 'failed');
    if (!dead && (refused.length === 0 || refused.length < spoken.length)) return undefined;

    const data = {
      proxy,
      how: [...new Set(through.map(outcomeOf))].join(', '),
      hosts: [...new Set(refused.map(({ host }) => host))].join(', '),
    };
    report({
      message: dead ? 'silent' : 'refuses',
      target: proxy,
      data,
      evidence: [
        {
          fact: 'guest.reach',
          path: '/proxy',
          observed: through.map(({ host, port, tcp, tls }) => `${host}:${port} ${tcp}, TLS ${tls}`),
          expected: 'connected, TLS ok',
        },
        ...hostEvidence('host.reach', '/proxy', hostGetsThrough(facts['host.reach'])),
      ],
    });
    return undefined;
  },
});
