import { defineRule } from '../../engine/rule.js';
import { lostAnswers } from '../../model/dns/answeredFor.js';
import { requiredNames, unresolvedNames } from '../../model/dns/requiredNames.js';
import { deafTakers } from '../../model/dns/greedyLink.js';
import { inGuest, shell } from '../../model/quote.js';
import { insistences } from '../../model/dns/insisted.js';
import { say } from '../../texts/say.js';

const edit = {
  text: 'Take {setting} out of /etc/systemd/resolved.conf, its drop-ins and the files of the links in /etc/systemd/network/, then restart the resolver.',
  command: "Invoke-EflowVmCommand 'sudo systemctl restart systemd-resolved'",
} as const;

const reloadOf = (link: string): string =>
  inGuest(`sudo networkctl reload && sudo networkctl reconfigure ${shell(link)}`);

export default defineRule({
  id: 'DNS020',
  slug: 'resolver-insists',
  title: 'The resolver of the VM takes the answers that its servers give',
  severity: 'critical',
  stage: 'resolver',
  guide: ['G10'],
  requires: ['guest.resolver', 'guest.nameProbe', 'guest.dnsProbe', 'guest.upstream', 'guest.interfaces'],
  uses: ['profile'],
  messages: {
    dnssec: {
      text: 'The resolver of the VM insists on DNSSEC ({where}) and takes no other answer: {server} answers for {name}, and the VM does not resolve it.',
      remedy: [edit],
    },
    dnsOverTls: {
      text: 'The resolver of the VM insists on DNS over TLS ({where}) and asks in no other way: {server} answers for {name}, and the VM does not resolve it.',
      remedy: [edit],
    },
    globally: {
      text: 'The global servers of the resolver ({silent}) take every name (domain ~.) and are silent: {server} answers for {name}, and is never asked.',
      remedy: [edit],
    },
    everything: {
      text: '{link} of the VM takes every name (domain ~.), and its servers are silent: {server} answers for {name}, and is never asked.',
      remedy: [
        {
          text: 'Take Domains=~. out of the file of that link in /etc/systemd/network/, then reload it.',
          command: '{reload}',
        },
      ],
    },
  },

  check(facts, report) {
    const resolver = facts['guest.resolver'];
    const names = requiredNames(facts['guest.upstream'], facts.profile);
    const [lost] = lostAnswers(unresolvedNames(facts['guest.nameProbe'], names), facts['guest.dnsProbe']);
    if (lost === undefined) return undefined;
    const said = { name: lost.name, server: lost.servers.join(', ') };
    const expected = say('the same as the resolver says');
    const answer = { fact: 'guest.dnsProbe', path: `/${lost.name}`, observed: lost.servers, expected } as const;
    for (const { kind, setting, where } of insistences(resolver)) {
      report({
        message: kind,
        target: setting,
        data: { ...said, where, setting: `${setting}=yes` },
        evidence: [{ fact: 'guest.resolver', path: `/${kind}`, observed: where, expected: 'no' }, answer],
      });
    }
    const takers = deafTakers(resolver, facts['guest.interfaces'], facts['guest.dnsProbe']);
    for (const { kind, name, path, domains } of takers) {
      const found = {
        target: name,
        data: { ...said, link: name, silent: name, setting: 'Domains=~.', reload: reloadOf(name) },
        evidence: [{ fact: 'guest.resolver', path, observed: domains, expected: say('no ~.') }, answer] as const,
      };
      report(kind === 'globally' ? { message: kind, ...found } : { message: kind, ...found });
    }
    return undefined;
  },
});
