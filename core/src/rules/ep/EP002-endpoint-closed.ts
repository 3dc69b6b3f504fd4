import { defineRule } from '../../engine/rule.js';
import { withItsStorage } from '../../model/upstream/clouds.js';
import { upstreamHost } from '../../model/upstream/endpoints.js';
import { hostEvidence, hostReaches, whoseFault } from '../../model/host/view.js';
import { powershell } from '../../model/quote.js';
import { CONTROL_ADDRESS, fromVm, isProven, outcomeOf } from '../../model/upstream/reach.js';
import { attemptEvidence } from '../../model/upstream/reachEvidence.js';
import { closedEndpoints, untriedEndpoints } from '../../model/upstream/requiredEndpoints.js';
import { notTried, unproven } from '../../model/upstream/unproven.js';
import type { Upstream } from '../../model/item.js';
import type { Profile } from '../../model/profile.js';
import { seenAs, seenAsFacts } from '../../model/host/seenAs.js';
import { say } from '../../texts/say.js';

const purposeOf = (host: string, { dps }: Upstream, profile: Profile | undefined): string => {
  if (host.toLowerCase() === dps?.toLowerCase()) return say('the device cannot be provisioned');
  const isWished = profile?.names.some((one) => one.host === host.toLowerCase()) === true;
  return isWished ? say('the device profile asks for it') : say('images of modules cannot be loaded from there');
};

export default defineRule({
  id: 'EP002',
  slug: 'endpoint-closed',
  title: 'The VM reaches its provisioning service and its registries',
  severity: 'critical',
  stage: 'tcp',
  guide: ['G18', 'G28', 'Azure/iotedge#5591', 'Azure/iotedge-eflow#80'],
  requires: ['guest.upstream', 'guest.reach', 'guest.interfaces'],
  uses: ['profile', 'host.reach', ...seenAsFacts],
  messages: {
    closed: {
      text: 'The VM cannot connect to {host} on port {port} ({how}): {purpose}. {whose}',
      remedy: [
        {
          text: 'Ask the network team to allow TCP from {from} to {hosts}, port {port}, by name.',
        },
        {
          text: 'See whether this Windows reaches it.',
          command: 'Test-NetConnection -ComputerName {quotedHost} -Port {port}',
        },
      ],
    },
  },

  check(facts, report) {
    const upstream = facts['guest.upstream'];
    const main = upstreamHost(upstream)?.toLowerCase();
    const tried = fromVm(facts['guest.reach']).filter(
      ({ host }) => host !== CONTROL_ADDRESS && host.toLowerCase() !== main,
    );
    const untried = untriedEndpoints(upstream, facts.profile, tried);
    if (tried.length === 0 && untried.length === 0) return 'notApplicable';
    const closed = closedEndpoints(tried);
    for (const { target, attempts, failed } of closed) {
      const view = hostReaches(facts['host.reach'], failed.host, failed.port);
      report({
        message: 'closed',
        target,
        data: {
          host: failed.host,
          hosts: withItsStorage(failed.host).join(', '),
          whose: whoseFault(view),
          quotedHost: powershell(failed.host),
          port: failed.port,
          how: outcomeOf(failed),
          purpose: purposeOf(failed.host, upstream, facts.profile),
          from: seenAs(facts, failed.address),
        },
        evidence: [attemptEvidence(target, attempts), ...hostEvidence('host.reach', `/${target}`, view)],
      });
    }
    const open = tried.filter(({ tcp }) => tcp === 'connected');
    if (!open.every((one) => isProven(facts['guest.reach'], [one]))) return { unknown: unproven() };
    if (closed.length > 0 || untried.length === 0) return undefined;
    return { unknown: notTried(untried) };
  },
});
