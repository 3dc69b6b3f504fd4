import { defineRule } from '../../engine/rule.js';
import { wayOutOfContainer } from '../../model/firewall/outbound.js';
import { describeStep } from '../../model/netfilter/step.js';
import { isEngineChain, leadsToEngine } from '../../model/netfilter/engineRules.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { chainOf, type Ruleset } from '../../parse/iptables/rule.js';
import { stepEvidence } from './offered.js';
import { bridgeFacts, bridgeUses, sendersOf, undecidedSenders } from './senders.js';

const restart = {
  text: 'Restart the container engine: it writes its rules anew. All modules restart with it.',
  command: "Invoke-EflowVmCommand 'sudo systemctl restart docker'",
} as const;

/** Some back end still sends what is forwarded to the chains of the engine. */
const hasEngineRules = (rulesets: readonly Ruleset[]): boolean =>
  rulesets.some((ruleset) => chainOf(ruleset, 'filter', 'FORWARD')?.rules.some(leadsToEngine) === true);

export default defineRule({
  id: 'NF004',
  slug: 'container-forwarding-blocked',
  title: "The VM's firewall lets its containers out",
  severity: 'critical',
  stage: 'forwarding',
  guide: ['G20', 'G26', 'Azure/iotedge#228', 'Azure/iotedge#2051'],
  requires: bridgeFacts,
  uses: bridgeUses,
  messages: {
    flushed: {
      text: 'Containers of {network} are not let out: {step}. The rules of the container engine are gone: somebody flushed the tables, or iptables.service was restarted while the engine ran.',
      remedy: [
        restart,
        { text: 'Do not flush the tables (iptables -F, -X) to try something: that is what took these rules away.' },
      ],
    },
    rule: {
      text: 'Containers of {network} are not let out: {step} stops them.',
      remedy: [{ text: 'Take the rule out, or put one that lets containers out before it in DOCKER-USER.' }, restart],
    },
  },

  check(facts, report) {
    const containers = sendersOf(facts);
    if (containers === null) return { lacking: 'guest.containers' };
    if (containers.length === 0) return 'notApplicable';
    const world = worldOf(facts);
    const rulesets = [facts['guest.iptablesNft'], facts['guest.iptablesLegacy']];
    const open: string[] = [];
    for (const container of containers) {
      const way = wayOutOfContainer(world, container, { protocol: 'tcp', port: 443 });
      if (way.kind === 'unknown') open.push(...way.on);
      if (way.kind !== 'closed') continue;
      // A network may be closed on purpose (internal); where the engine does not tell, its own rules are believed.
      if (facts['guest.containerNetworks'] === undefined && way.by.rule !== null && isEngineChain(way.by.chain))
        continue;
      report({
        message: way.by.rule === null && !hasEngineRules(rulesets) ? 'flushed' : 'rule',
        target: container.network,
        data: { network: container.network, step: describeStep(way.by) },
        evidence: [stepEvidence(way.by)],
      });
    }
    return undecidedSenders(open);
  },
});
