import { defineRule } from '../../engine/rule.js';
import { lostAnswers } from '../../model/dns/answeredFor.js';
import { lookupOf, namesToNowhere, requiredNames, unresolvedNames } from '../../model/dns/requiredNames.js';
import type { NameLookup } from '../../model/item.js';
import { inGuest, shell } from '../../model/quote.js';
import { say } from '../../texts/say.js';
import { unresolvedMessages } from './unresolvedMessages.js';

const asLooked = ({ name, state }: NameLookup): string =>
  `${name} (${state === 'timedOut' ? say('no answer in time') : say('no address')})`;

const leadNowhere = (lookups: readonly NameLookup[]) => {
  const told = lookups.map(({ name, addresses }) => `${name} (${addresses.join(', ')})`);
  const evidence = { fact: 'guest.nameProbe', path: '/vm', observed: told, expected: say('its own address') } as const;
  const target = lookups.map(({ name }) => name).join(', ');
  return { message: 'nowhere', target, data: { names: told.join(', ') }, evidence: [evidence] } as const;
};

export default defineRule({
  id: 'DNS011',
  slug: 'name-unresolved',
  title: 'The VM resolves the names that it needs',
  severity: 'critical',
  stage: 'names',
  guide: ['G09', 'G10', 'G15', 'Azure/iotedge#5591'],
  requires: ['guest.nameProbe', 'guest.upstream'],
  uses: ['profile', 'guest.dnsProbe', 'guest.hosts'],
  messages: unresolvedMessages,

  check(facts, report) {
    const names = requiredNames(facts['guest.upstream'], facts.profile);
    if (names.length === 0) return 'notApplicable';
    const lost = unresolvedNames(facts['guest.nameProbe'], names);
    const nowhere = namesToNowhere(facts['guest.nameProbe'], names, facts['guest.hosts'] ?? []);
    if (nowhere.length > 0) report(leadNowhere(nowhere));
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
