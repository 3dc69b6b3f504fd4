import { defineRule } from '../../engine/rule.js';
import {
  canBeReached,
  judgePorts,
  nameOf,
  repairCommand,
  stopText,
  undecided,
  walkFacts,
  walkUses,
} from './offered.js';

export default defineRule({
  id: 'NF020',
  slug: 'wanted-port-closed',
  title: 'The ports are open that shall be reached',
  severity: 'critical',
  stage: 'inbound',
  partial: true,
  guide: ['G19', 'G21'],
  requires: walkFacts,
  uses: [...walkUses, 'profile'],
  messages: {
    closed: {
      text: 'The device profile says that port {port} shall be reached, and it is closed: {why}.',
      remedy: [{ text: 'Let it in, now and after each start; a module must offer it too.', command: '{repair}' }],
      repair: 'allow-inbound-port',
    },
  },

  check(facts, report) {
    const wanted = facts.profile?.inboundPorts ?? [];
    if (wanted.length === 0 || !canBeReached(facts)) return 'notApplicable';
    const judged = judgePorts(
      wanted.map((one) => ({ module: '', ...one })),
      facts,
    );
    for (const { offered, passage, chosen } of judged) {
      if (passage.kind !== 'closed' || (chosen ?? null) !== null) continue; // open to those who shall reach it
      const why = stopText(passage);
      report({
        message: 'closed',
        target: nameOf(offered),
        data: { port: nameOf(offered), why, repair: repairCommand(offered) },
        evidence: [{ fact: 'guest.iptablesLegacy', path: `/${nameOf(offered)}`, observed: why, expected: 'open' }],
      });
    }
    return undecided(judged);
  },
});
