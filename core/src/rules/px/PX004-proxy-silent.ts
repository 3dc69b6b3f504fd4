import { defineRule } from '../../engine/rule.js';
import { hostEvidence, hostGetsThrough } from '../../model/host/view.js';
import { lostBehindProxy } from '../../model/upstream/lostBehindProxy.js';
import { passes, waysOf } from '../../model/upstream/proxyWays.js';
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
    const settings = facts['guest.proxySettings'];
    const through = fromVm(facts['guest.reach']).filter(({ via }) => via === 'proxy');
    if (through.length === 0) return 'notApplicable'; // none is set
    const proxy =
      settings.find(({ variable }) => variable.toLowerCase() === 'https_proxy')?.value ?? say('as configured');
    const isDead = through.every(({ tcp }) => tcp !== 'connected');
    const ways = waysOf(facts['guest.reach']);
    const serves = ways.some((one) => one.through.some(passes));
    const lost = lostBehindProxy(ways, settings, serves);
    if (!isDead && lost.length === 0) return undefined;
    // The look asks without the password, which stays in the guest: a proxy that wants one refuses it, and not the device.
    if (!isDead && !serves && settings.some(({ credentials }) => credentials === true))
      return {
        unknown: say(
          'The proxy is set with a user and a password; it was asked without them, and opened no connection.',
        ),
      };

    const data = { proxy, how: [...new Set(through.map(outcomeOf))].join(', '), hosts: lost.join(', ') };
    report({
      message: isDead ? 'silent' : 'refuses',
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
