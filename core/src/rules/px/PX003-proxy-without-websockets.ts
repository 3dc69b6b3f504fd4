import { defineRule } from '../../engine/rule.js';
import { protocolOf, upstreamHost } from '../../model/upstream/endpoints.js';
import { protocols } from '../../model/upstream/protocols.js';
import { httpsProxies } from '../../model/upstream/proxy.js';
import { attempts } from '../../model/upstream/reach.js';

export default defineRule({
  id: 'PX003',
  slug: 'proxy-without-websockets',
  title: 'Behind a proxy IoT Edge uses WebSockets',
  severity: 'critical',
  stage: 'proxyConfig',
  guide: ['G18', 'Azure/iotedge-eflow#281'],
  requires: ['guest.proxySettings', 'guest.upstream', 'guest.reach'],
  messages: {
    direct: {
      text: 'edgeAgent has the proxy {proxy}, but its protocol {protocol} does not go through an HTTP proxy, and port {port} of {host} is closed for direct connections.',
      remedy: [
        {
          text: 'Set UpstreamProtocol to {webSockets} in the environment of edgeAgent and edgeHub of the deployment, and in [agent.env] of /etc/aziot/config.toml for the first start.',
        },
      ],
    },
  },

  check(facts, report) {
    const proxy = httpsProxies(facts['guest.proxySettings']).edgeAgent;
    const upstream = facts['guest.upstream'];
    const host = upstreamHost(upstream);
    const { port, says, webSockets } = protocols[protocolOf(upstream)];
    // Where no protocol is set IoT Edge falls back to WebSockets by itself.
    if (proxy === null || host === null || upstream.protocol === null) return 'notApplicable';
    if (webSockets === null) return undefined;
    const tried = attempts(facts['guest.reach'], host, port).filter(({ via }) => via === 'direct');
    if (tried.length === 0 || tried.some(({ tcp }) => tcp === 'connected')) return undefined;
    report({
      message: 'direct',
      target: host,
      data: { proxy, protocol: says, port, host, webSockets },
      evidence: [
        { fact: 'guest.upstream', path: '/protocol', observed: upstream.protocol, expected: webSockets },
        { fact: 'guest.reach', path: `/${host}:${port}`, observed: tried.map(({ tcp }) => tcp), expected: 'connected' },
      ],
    });
    return undefined;
  },
});
