import assert from 'node:assert/strict';
import { certainSpans } from '../../../../core/src/model/netfilter/ruleSpans.js';
import { tableOf } from '../../../../core/src/parse/iptables/rule.js';
import { rulesetOf, rulesOf } from '../worlds.js';

const ORIGINAL = '-m conntrack --ctstate DNAT --ctorigdstport 8883';

/** What the first packet of a connection must have had for the rule to meet it or its answer. */
const cases: readonly (readonly [conditions: string, spans: ReturnType<typeof certainSpans>])[] = [
  ['-p tcp', { protocol: [6, 6] }],
  ['-p udp', { protocol: [17, 17] }],
  ['! -p tcp', {}],
  ['-s 10.0.0.1', {}],
  ['-p tcp -m tcp --dport 22', { protocol: [6, 6] }],
  [`-p tcp ${ORIGINAL}`, { protocol: [6, 6], destinationPort: [8883, 8883] }],
  ['-p udp -m conntrack --ctorigdstport 1000:2000', { protocol: [17, 17], destinationPort: [1000, 2000] }],
  [`-p icmp ${ORIGINAL}`, { protocol: [1, 1] }],
  [ORIGINAL, {}],
  ['-p tcp -m conntrack ! --ctorigdstport 8883', { protocol: [6, 6] }],
  ['-p tcp -m conntrack --ctstate NEW,INVALID --ctorigdstport 8883', { protocol: [6, 6] }],
  ['-p tcp -m conntrack --ctstate UNTRACKED --ctorigdstport 8883', { protocol: [6, 6] }],
  ['-p tcp -m conntrack ! --ctstate NEW --ctorigdstport 8883', { protocol: [6, 6] }],
  ['-p tcp -m conntrack --ctorigdst 10.0.0.1', { protocol: [6, 6] }],
];

describe('What a rule asks of the beginning of a connection', () => {
  for (const [conditions, spans] of cases)
    it(conditions, () => {
      const rules = rulesetOf(rulesOf({ filter: [`-A FORWARD ${conditions} -j DROP`] }));
      const [rule = assert.fail()] = tableOf(rules, 'filter')?.chains.flatMap((chain) => chain.rules) ?? [];
      assert.deepEqual(certainSpans(rule), spans);
    });
});
