import { defineRule } from '../../engine/rule.js';
import { pinnedAddresses } from '../../model/dns/hostsFile.js';
import { inGuest, shell } from '../../model/quote.js';
import { fromVm } from '../../model/upstream/reach.js';
import { requiredNames } from '../../model/dns/requiredNames.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'DNS019',
  slug: 'name-pinned',
  title: 'The hosts file of the VM leads no name astray that it needs',
  severity: 'critical',
  stage: 'names',
  partial: true,
  guide: ['G09', 'G10'],
  requires: ['guest.hosts', 'guest.upstream', 'guest.reach'],
  uses: ['guest.dnsProbe', 'profile'],
  messages: {
    astray: {
      text: '/etc/hosts of the VM says that {name} is {pinned}, where nothing answers. By its DNS servers: {told}.',
      remedy: [
        { text: 'See the line, and take it out unless somebody meant it.', command: '{show}' },
        {
          text: 'If it is meant, for a private endpoint, ask the network team for the address that is right now.',
        },
      ],
    },
  },

  check(facts, report) {
    const tried = fromVm(facts['guest.reach']).filter(({ via, tcp }) => via === 'direct' && tcp !== 'notTried');
    for (const name of requiredNames(facts['guest.upstream'], facts.profile)) {
      const pinned = pinnedAddresses(facts['guest.hosts'], name);
      const there = tried.filter(({ host, address }) => host.toLowerCase() === name && pinned.includes(address ?? ''));
      if (there.length === 0 || there.some(({ tcp }) => tcp === 'connected')) continue;
      const answers = (facts['guest.dnsProbe'] ?? []).filter(
        (one) => one.name.toLowerCase() === name && one.state === 'answered',
      );
      const told = [...new Set(answers.flatMap(({ addresses }) => addresses))];
      if (told.some((address) => pinned.includes(address))) continue; // the address is right: EP001, EP002
      report({
        message: 'astray',
        target: name,
        data: {
          name,
          pinned: pinned.join(', '),
          told: told.join(', ') || (answers.length > 0 ? say('no address') : say('not known')),
          show: inGuest(`grep -n -F ${shell(name)} /etc/hosts`),
        },
        evidence: [
          { fact: 'guest.hosts', path: `/${name}`, observed: pinned, expected: say('what the DNS servers say') },
          {
            fact: 'guest.reach',
            path: `/${name}`,
            observed: there.map(({ port, tcp }) => `${port} ${tcp}`),
            expected: 'connected',
          },
        ],
      });
    }
    return undefined;
  },
});
