import { defineRule } from '../../engine/rule.js';
import { lookupOf, requiredNames } from '../../model/dns/requiredNames.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'DNS011',
  slug: 'name-unresolved',
  title: 'The VM resolves the names that it needs',
  severity: 'critical',
  stage: 'names',
  guide: ['G09', 'G10', 'G15', 'Azure/iotedge#5591'],
  requires: ['guest.nameProbe', 'guest.upstream'],
  uses: ['profile'],
  messages: {
    unresolved: {
      text: 'The VM does not resolve {names}.',
      remedy: [
        { text: 'See which servers were asked and what each one said.', command: 'Get-EflowDnsReport' },
        {
          text: 'If the servers answer and know other names, ask the network team to have them resolve these too; names of Azure must not be filtered.',
        },
      ],
    },
  },

  check(facts, report) {
    const names = requiredNames(facts['guest.upstream'], facts.profile);
    const asked = names.flatMap((name) => lookupOf(facts['guest.nameProbe'], 'vm', name) ?? []);
    if (names.length === 0) return 'notApplicable';
    if (asked.length === 0) return { unknown: say('Nobody asked for {names}.', { names: names.join(', ') }) };
    const lost = asked.filter(({ state }) => state !== 'resolved');
    if (lost.length === 0) return undefined;
    report({
      message: 'unresolved',
      target: lost.map(({ name }) => name).join(', '),
      data: {
        names: lost
          .map(({ name, state }) => `${name} (${state === 'timedOut' ? say('no answer in time') : say('no address')})`)
          .join(', '),
      },
      evidence: [
        {
          fact: 'guest.nameProbe',
          path: '/vm',
          observed: lost.map(({ name, state }) => `${name}: ${state}`),
          expected: 'resolved',
        },
      ],
    });
    return undefined;
  },
});
