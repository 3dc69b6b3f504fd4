import { defineRule } from '../../engine/rule.js';
import { natPrefixes } from '../../model/host/nat.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'SW007',
  slug: 'second-nat',
  title: 'The host has one NAT at most',
  severity: 'information',
  stage: 'nat',
  partial: true,
  guide: ['G05'],
  requires: ['host.nat'],
  messages: {
    several: {
      text: 'This Windows has {count} NATs: {names}. Windows supports one internal prefix a host; as long as they do not overlap and the VM gets out, this is no fault.',
      note: true,
      remedy: [],
    },
  },

  check(facts, report) {
    const nats = natPrefixes(facts['host.nat']);
    if (nats.length < 2) return undefined;
    const names = nats.map(({ nat }) => `${nat.name} (${nat.internalPrefix})`).join(', ');
    report({
      message: 'several',
      target: names,
      data: { count: nats.length, names },
      evidence: [{ fact: 'host.nat', path: '', observed: names, expected: say('one') }],
    });
    return undefined;
  },
});
