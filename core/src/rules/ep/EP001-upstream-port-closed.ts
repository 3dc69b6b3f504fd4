import { defineRule } from '../../engine/rule.js';
import { hostEvidence, hostReaches, whoseFault } from '../../model/host/view.js';
import { powershell } from '../../model/quote.js';
import { attemptEvidence } from '../../model/upstream/reachEvidence.js';
import { unproven } from '../../model/upstream/unproven.js';
import { isProven } from '../../model/upstream/reach.js';
import { failures, upstreamWay } from '../../model/upstream/upstreamWay.js';
import { seenAs, seenAsFacts } from '../../model/host/seenAs.js';
import { say, tell } from '../../texts/say.js';

const ask = {
  text: 'Ask the network team to allow TCP from {from} to {host}, port {port}.',
} as const;
const compare = {
  text: 'See whether this Windows reaches it: if it does, the block is between the VM and Windows.',
  command: 'Test-NetConnection -ComputerName {quotedHost} -Port {port}',
} as const;
const webSockets = {
  text: 'Or let IoT Edge use port 443, which is open: set UpstreamProtocol to {webSockets} in the environment of edgeAgent and edgeHub of the deployment.',
} as const;

export default defineRule({
  id: 'EP001',
  slug: 'upstream-port-closed',
  title: 'The VM reaches its hub on the port of its protocol',
  severity: 'critical',
  stage: 'tcp',
  guide: ['G16', 'G17', 'G18', 'G28'],
  requires: ['guest.upstream', 'guest.reach', 'guest.interfaces'],
  uses: ['profile', 'host.reach', ...seenAsFacts],
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
    const way = upstreamWay(upstream, facts['guest.reach'], facts.profile);
    if (way === null)
      return upstream.source === null
        ? 'notApplicable'
        : { unknown: say('The configuration names neither a hub nor a parent.') };
    const { host, port, says, tried, state, webSockets: open } = way;
    if (state === 'connected' && isProven(facts['guest.reach'], tried)) return undefined;
    if (state === 'connected') return { unknown: unproven() };
    if (state === null)
      return {
        unknown: say(
          'Whether {host} answers on port {port} could not be tried: its name did not resolve, or nothing was sent.',
          { host, port },
        ),
      };
    const view = hostReaches(facts['host.reach'], host, port);
    const isChosen = upstream.protocol !== null || facts.profile?.protocol != null;
    report({
      message: open === null ? 'closed' : isChosen ? 'closedWebSocketsOpen' : 'fallback',
      target: `${host}:${port}`,
      data: {
        ...{ host, port, protocol: says, how: tell(failures[state]), webSockets: open ?? '' },
        ...{ whose: whoseFault(view), quotedHost: powershell(host), from: seenAs(facts, tried[0]?.address ?? null) },
      },
      evidence: [attemptEvidence(`${host}:${port}`, tried), ...hostEvidence('host.reach', `/${host}:${port}`, view)],
    });
    return undefined;
  },
});
