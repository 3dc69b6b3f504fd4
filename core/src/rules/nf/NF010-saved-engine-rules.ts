import { defineRule } from '../../engine/rule.js';
import { isEngineChain, leadsToEngine } from '../../model/netfilter/engineRules.js';
import { tableOf, type Ruleset } from '../../parse/iptables/rule.js';
import { say } from '../../texts/say.js';

const engineLines = (ruleset: Ruleset): number[] =>
  ruleset.tables.flatMap(({ name }) =>
    (tableOf(ruleset, name)?.chains ?? []).flatMap((chain) =>
      chain.rules.filter((rule) => isEngineChain(chain.name) || leadsToEngine(rule)).map(({ line }) => line),
    ),
  );

export default defineRule({
  id: 'NF010',
  slug: 'saved-engine-rules',
  title: 'The file of the firewall holds no rules of the container engine',
  severity: 'warning',
  stage: 'bootRules',
  partial: true,
  guide: ['G22', 'Azure/iotedge-eflow#271'],
  requires: ['guest.ip4save'],
  uses: ['guest.daemonJson'],
  messages: {
    frozen: {
      text: '{file} holds {count} rules of the container engine (line {line} is the first): somebody saved all live rules. They name containers and bridges of that moment, are loaded before the engine starts, and go stale.',
      remedy: [
        {
          text: 'Take the chains DOCKER and DOCKER-ISOLATION, the jumps to them and the MASQUERADE lines of container networks out of the file; the engine makes them at each start. Rules of your own stay.',
        },
        { text: 'See the file.', command: "Invoke-EflowVmCommand 'cat -n /etc/systemd/scripts/ip4save'" },
      ],
    },
  },

  check(facts, report) {
    const saved = facts['guest.ip4save'];
    if (saved === null || !saved.ruleset.ok) return 'notApplicable'; // NF009
    if (facts['guest.daemonJson']?.iptables === false) return 'notApplicable'; // the owner's own: the engine makes none anew
    const lines = engineLines(saved.ruleset.value);
    if (lines.length === 0) return undefined;
    report({
      message: 'frozen',
      target: saved.path,
      data: { file: saved.path, count: lines.length, line: lines.reduce((first, line) => Math.min(first, line)) },
      evidence: [
        {
          fact: 'guest.ip4save',
          path: '/text',
          observed: say('lines {lines}', { lines: lines.slice(0, 10).join(', ') }),
          expected: say('the own rules only'),
        },
      ],
    });
    return undefined;
  },
});
