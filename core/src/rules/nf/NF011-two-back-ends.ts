import { defineRule } from '../../engine/rule.js';
import type { Ruleset } from '../../parse/iptables/rule.js';
import { say } from '../../texts/say.js';

const ruleCount = ({ tables }: Ruleset): number =>
  tables.reduce((sum, { chains }) => sum + chains.reduce((inner, { rules }) => inner + rules.length, 0), 0);

const drops = ({ tables }: Ruleset): boolean =>
  tables.some(
    ({ name, chains }) =>
      name === 'filter' &&
      chains.some(
        ({ policy, rules }) =>
          policy === 'DROP' || rules.some(({ target }) => target?.name === 'DROP' || target?.name === 'REJECT'),
      ),
  );

export default defineRule({
  id: 'NF011',
  slug: 'two-back-ends',
  title: 'The rules of the firewall are in one back end',
  severity: 'warning',
  stage: 'bootRules',
  intermittent: true,
  guide: ['G20'],
  requires: ['guest.iptablesNft', 'guest.iptablesLegacy'],
  messages: {
    both: {
      text: 'Both back ends of iptables hold rules (nft {nft}, legacy {legacy}), and both of them drop packets: a packet must pass both, and each tool shows only its own.',
      remedy: [
        {
          text: 'Find out which rules are whose, and move them into the back end that the VM loads at its start.',
          command: "Invoke-EflowVmCommand 'sudo iptables-nft-save -c; sudo iptables-legacy-save -c'",
        },
      ],
    },
  },

  check(facts, report) {
    const [nft, legacy] = [facts['guest.iptablesNft'], facts['guest.iptablesLegacy']];
    if (!drops(nft) || !drops(legacy)) return undefined;
    report({
      message: 'both',
      target: 'iptables',
      data: { nft: ruleCount(nft), legacy: ruleCount(legacy) },
      evidence: [
        { fact: 'guest.iptablesNft', path: '', observed: ruleCount(nft), expected: say('rules in one back end only') },
        {
          fact: 'guest.iptablesLegacy',
          path: '',
          observed: ruleCount(legacy),
          expected: say('rules in one back end only'),
        },
      ],
    });
    return undefined;
  },
});
