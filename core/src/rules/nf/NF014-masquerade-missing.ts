import { defineRule } from '../../engine/rule.js';
import { wayOutOfContainer } from '../../model/firewall/outbound.js';
import { callsEngine } from '../../model/netfilter/engineRules.js';
import { rulesFact } from '../../model/firewall/stop.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { bridgeFacts, bridgeUses } from './facts.js';
import { restartEngine } from './remedies.js';
import { sendersOf } from './senders.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'NF014',
  slug: 'masquerade-missing',
  title: "What containers send leaves with the VM's address",
  severity: 'critical',
  stage: 'forwarding',
  guide: ['G26', 'Azure/iotedge#226'],
  requires: bridgeFacts,
  uses: bridgeUses,
  messages: {
    flushed: {
      text: 'The rules of the container engine are gone from the nat table: somebody flushed it. What containers of {network} send leaves the VM with the address of the container ({address}), and no published port is taken to its container.',
      remedy: [restartEngine, { text: 'Never flush the nat table (iptables -t nat -F) while modules run.' }],
    },
    missing: {
      text: 'What containers of {network} send leaves the VM with the address of the container ({address}): no MASQUERADE rule translates it, and nobody outside knows the way back.',
      remedy: [restartEngine],
    },
  },

  check(facts, report) {
    const containers = sendersOf(facts);
    if (containers === null) return { lacking: 'guest.containers' };
    if (containers.length === 0) return 'notApplicable';
    const world = worldOf(facts);
    const open: string[] = [];
    const hooked = [facts['guest.iptablesNft'], facts['guest.iptablesLegacy']].some((ruleset) =>
      callsEngine(ruleset, 'nat', 'PREROUTING'),
    );
    for (const container of containers) {
      const way = wayOutOfContainer(world, container, { protocol: 'tcp', port: 443 });
      if (way.kind === 'unknown') for (const why of way.on) open.push(why);
      if (way.kind !== 'open' || way.translated) continue;
      report({
        message: hooked ? 'missing' : 'flushed',
        target: container.network,
        data: { network: container.network, address: container.address },
        evidence: [
          {
            fact: rulesFact(world),
            path: '/nat/POSTROUTING',
            observed: say('no rule translates it'),
            expected: say('MASQUERADE for {address}', { address: container.address }),
          },
        ],
      });
    }
    return open.length === 0
      ? undefined
      : {
          unknown: say('Whether it is translated depends on what is not known: {on}.', {
            on: [...new Set(open)].join('; '),
          }),
        };
  },
});
