import { defineRule } from '../../engine/rule.js';
import { lostAnswers } from '../../model/dns/answeredFor.js';
import { lookupOf, requiredNames, unresolvedNames } from '../../model/dns/requiredNames.js';
import type { NameLookup } from '../../model/item.js';
import { inGuest, shell } from '../../model/quote.js';
import { say } from '../../texts/say.js';

const asLooked = ({ name, state }: NameLookup): string =>
  `${name} (${state === 'timedOut' ? say('no answer in time') : say('no address')})`;

export default defineRule({
  id: 'DNS011',
  slug: 'name-unresolved',
  title: 'The VM resolves the names that it needs',
  severity: 'critical',
  stage: 'names',
  guide: ['G09', 'G10', 'G15', 'Azure/iotedge#5591'],
  requires: ['guest.nameProbe', 'guest.upstream'],
  uses: ['profile', 'guest.dnsProbe'],
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
    lostInVm: {
      text: 'The VM does not resolve {names}, although {servers} answers for {answered} when it is asked directly: the answer gets lost in the VM.',
      remedy: [
        { text: 'See what the resolver of the VM says, and why.', command: '{query}' },
        {
          text: 'See whether programs ask it at all: the line must have resolve or dns.',
          command: "Invoke-EflowVmCommand 'grep ^hosts: /etc/nsswitch.conf'",
        },
      ],
    },
  },

  check(facts, report) {
    const names = requiredNames(facts['guest.upstream'], facts.profile);
    if (names.length === 0) return 'notApplicable';
    const lost = unresolvedNames(facts['guest.nameProbe'], names);
    const unasked = names.filter((name) => lookupOf(facts['guest.nameProbe'], 'vm', name) === null);
    if (lost.length === 0)
      return unasked.length === 0
        ? undefined
        : { unknown: say('Nobody asked for {names}.', { names: unasked.join(', ') }) };
    const answers = lostAnswers(lost, facts['guest.dnsProbe'] ?? []);
    const data = {
      names: lost.map(asLooked).join(', '),
      answered: answers.map(({ name }) => name).join(', '),
      servers: [...new Set(answers.flatMap(({ servers }) => servers))].join(', '),
      query: inGuest(`resolvectl query ${answers.map(({ name }) => shell(name)).join(' ')}`),
    };
    report({
      message: answers.length > 0 ? 'lostInVm' : 'unresolved',
      target: lost.map(({ name }) => name).join(', '),
      data,
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
