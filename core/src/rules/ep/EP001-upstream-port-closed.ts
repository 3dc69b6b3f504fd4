import { defineRule } from '../../engine/rule.js';
import { protocolOf, HTTPS, upstreamHost } from '../../model/endpoints.js';
import { protocols } from '../../model/protocols.js';
import { hostEvidence, hostReaches, whoseFault } from '../../model/hostView.js';
import { powershell } from '../../model/quote.js';
import { attempts } from '../../model/reach.js';
import { addressOf } from '../../model/vmInterface.js';
import { say, tell, text } from '../../texts/say.js';

const ask = {
  text: 'Ask the network team to allow TCP from {from} to {host}, port {port}. Behind the NAT of this Windows the packets carry its address.',
} as const;
const compare = {
  text: 'See whether this Windows reaches it: if it does, the block is between the VM and Windows.',
  command: 'Test-NetConnection -ComputerName {quotedHost} -Port {port}',
} as const;
const webSockets = {
  text: 'Or let IoT Edge use port 443, which is open: set UpstreamProtocol to {webSockets} in the environment of edgeAgent and edgeHub of the deployment.',
} as const;

/** How a connection fails, in words. */
const failures = {
  silent: text('no answer, so the packets are dropped on the way'),
  refused: text('refused'),
  unreachable: text('a router says that there is no way'),
} as const;

export default defineRule({
  id: 'EP001',
  slug: 'upstream-port-closed',
  title: 'The VM reaches its hub on the port of its protocol',
  severity: 'critical',
  stage: 'tcp',
  guide: ['G16', 'G17', 'G18', 'G28'],
  requires: ['guest.upstream', 'guest.reach', 'guest.interfaces'],
  uses: ['profile', 'host.reach'],
  messages: {
    closed: {
      text: 'The VM cannot connect to {host} on port {port}, which {protocol} needs: {how}. {whose}',
      remedy: [ask, compare],
    },
    closedWebSocketsOpen: {
      text: 'The VM cannot connect to {host} on port {port}, which {protocol} needs: {how}. Port 443 is open. {whose}',
      remedy: [ask, compare, webSockets],
    },
    fallback: {
      text: 'The VM cannot connect to {host} on port {port}: {how}. No protocol is set, so IoT Edge tries {protocol} first and then falls back to port 443, which is open. {whose}',
      severity: 'warning',
      remedy: [ask, compare, webSockets],
    },
  },

  check(facts, report) {
    const upstream = facts['guest.upstream'];
    const host = upstreamHost(upstream);
    if (host === null)
      return upstream.source === null
        ? 'notApplicable'
        : { unknown: say('The configuration names neither a hub nor a parent.') };
    const protocol = protocols[protocolOf(upstream, facts.profile)];
    const tried = attempts(facts['guest.reach'], host, protocol.port);
    if (tried.some(({ tcp }) => tcp === 'connected')) return undefined;
    const failed = tried.find(({ tcp }) => tcp in failures);
    if (failed === undefined)
      return {
        unknown: say(
          'Whether {host} answers on port {port} could not be tried: its name did not resolve, or nothing was sent.',
          { host, port: protocol.port },
        ),
      };

    const open =
      protocol.webSockets !== null &&
      attempts(facts['guest.reach'], host, HTTPS).some(({ tcp }) => tcp === 'connected');
    const view = hostReaches(facts['host.reach'], host, protocol.port);
    const data = {
      host,
      whose: whoseFault(view),
      quotedHost: powershell(host),
      port: protocol.port,
      protocol: protocol.says,
      how: tell(failures[failed.tcp as keyof typeof failures]),
      webSockets: protocol.webSockets ?? '',
      from: addressOf(facts['guest.interfaces']),
    };
    report({
      message: !open
        ? 'closed'
        : upstream.protocol === null && facts.profile?.protocol == null
          ? 'fallback'
          : 'closedWebSocketsOpen',
      target: `${host}:${protocol.port}`,
      data,
      evidence: [
        {
          fact: 'guest.reach',
          path: `/${host}:${protocol.port}`,
          observed: tried.map(({ address, tcp, via }) => `${via}: ${address ?? '-'} ${tcp}`),
          expected: 'connected',
        },
        ...hostEvidence('host.reach', `/${host}:${protocol.port}`, view),
      ],
    });
    return undefined;
  },
});
