import { defineRule } from '../../engine/rule.js';
import { lostAnswers } from '../../model/dns/answeredFor.js';
import { requiredNames, unresolvedNames } from '../../model/dns/requiredNames.js';
import { asksSingleLabels, howToAsk, unaskedBecause } from '../../model/dns/resolverRouting.js';
import { say } from '../../texts/say.js';

const setForLink = [
  { text: 'Set it for {link}: this holds until the next start.', command: '{command}' },
  { text: 'To keep it, add {setting} to the section [Network] of the file of {link} in /etc/systemd/network/.' },
] as const;

export default defineRule({
  id: 'DNS021',
  slug: 'name-not-asked',
  title: 'The resolver of the VM asks its servers for the names that the VM needs',
  severity: 'critical',
  stage: 'resolver',
  guide: ['G10', 'G15'],
  requires: ['guest.resolver', 'guest.nameProbe', 'guest.dnsProbe', 'guest.upstream'],
  uses: ['profile', 'guest.resolvedConf'],
  messages: {
    local: {
      text: 'The resolver of the VM asks no server for {names}: the domain local is for multicast DNS, unless a domain of it is set for a link. {server} answers when it is asked directly.',
      remedy: setForLink,
    },
    singleLabel: {
      text: 'The resolver of the VM asks no server for {names}: a name without a domain is for what is on {link} itself. {server} answers when it is asked directly.',
      remedy: [
        { text: 'Use the name with its domain in the configuration of the device.' },
        {
          text: 'Or add {setting} to the section [Resolve] of /etc/systemd/resolved.conf (systemd 246 and later), then restart the resolver.',
          command: '{command}',
        },
      ],
    },
    unrouted: {
      text: 'The resolver of the VM asks no server for {names}: every link that has servers takes only the names of its own domains. {server} answers when it is asked directly.',
      remedy: setForLink,
    },
  },

  check(facts, report) {
    const [resolver, files] = [facts['guest.resolver'], facts['guest.resolvedConf'] ?? []];
    const names = requiredNames(facts['guest.upstream'], facts.profile);
    const lost = lostAnswers(unresolvedNames(facts['guest.nameProbe'], names), facts['guest.dnsProbe']);
    for (const message of ['local', 'singleLabel', 'unrouted'] as const) {
      const unasked = lost.filter(({ name }) => unaskedBecause(name, resolver) === message);
      const servers = [...new Set(unasked.flatMap((one) => one.servers))];
      const link = resolver.links.find((one) => one.servers.some((server) => servers.includes(server)));
      if (link === undefined || (message === 'singleLabel' && asksSingleLabels(files))) continue;
      const target = unasked.map(({ name }) => name);
      const { setting, command } = howToAsk(message, target, link);
      report({
        message,
        target: target.join(', '),
        data: { names: target.join(', '), link: link.name, server: servers.join(', '), setting, command },
        evidence: [
          { fact: 'guest.resolver', path: `/${link.name}/domains`, observed: link.domains, expected: setting },
          {
            fact: 'guest.dnsProbe',
            path: `/${target[0] ?? ''}`,
            observed: servers,
            expected: say('the same as the resolver says'),
          },
        ],
      });
    }
    return undefined;
  },
});
