import { defineRule } from '../../engine/rule.js';
import { runs, serviceOf } from '../../model/guestService.js';
import { wayOutOfContainer } from '../../model/firewall/outbound.js';
import { isEngineChain } from '../../model/netfilter/engineRules.js';
import { rulesFact } from '../../model/firewall/stop.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { tableOf, type Ruleset } from '../../parse/iptables/rule.js';
import { say } from '../../texts/say.js';
import { bridgeFacts, bridgeUses } from './facts.js';
import { restartEngine } from './remedies.js';
import { sendersOf } from './senders.js';

const hasEngineChains = (ruleset: Ruleset, table: string): boolean =>
  (tableOf(ruleset, table)?.chains ?? []).some(({ name }) => isEngineChain(name));

export default defineRule({
  id: 'NF018',
  slug: 'engine-chains-missing',
  title: 'The chains of the container engine are there',
  severity: 'warning',
  stage: 'engineChains',
  partial: true,
  intermittent: true,
  guide: ['G20', 'G26', 'Azure/iotedge#2051'],
  requires: [...bridgeFacts, 'guest.services', 'guest.daemonJson'],
  uses: bridgeUses,
  messages: {
    missing: {
      text: 'The container engine runs, but its chains are not in the table {table}: somebody deleted them (iptables -X). Modules that run go on, but none that publishes a port or joins a network can start.',
      remedy: [restartEngine],
    },
  },

  check(facts, report) {
    const engine = serviceOf(facts['guest.services'], 'docker.service');
    const containers = sendersOf(facts);
    if (containers === null) return { lacking: 'guest.containers' };
    const writesRules = facts['guest.daemonJson'].iptables !== false;
    if (engine === null || !runs(engine) || !writesRules || containers.length === 0) return 'notApplicable';
    const world = worldOf(facts);
    const way = containers.map((one) => wayOutOfContainer(world, one, { protocol: 'tcp', port: 443 }));
    if (way.some(({ kind }) => kind === 'closed')) return 'notApplicable'; // NF004
    const rulesets = [facts['guest.iptablesNft'], facts['guest.iptablesLegacy']];
    const missing = ['nat', 'filter'].filter((table) => !rulesets.some((ruleset) => hasEngineChains(ruleset, table)));
    for (const table of missing) {
      report({
        message: 'missing',
        target: table,
        data: { table },
        evidence: [
          {
            fact: rulesFact(world),
            path: `/${table}`,
            observed: say('no chain of the engine'),
            expected: 'DOCKER',
          },
        ],
      });
    }
    return undefined;
  },
});
