import { defineRule } from '../../engine/rule.js';
import { vmServers } from '../../model/dns/dns.js';
import { cards } from '../../model/address/vmInterface.js';
import { say } from '../../texts/say.js';

const edit = {
  text: 'Take the setting out of /etc/systemd/resolved.conf and its drop-ins, then restart the resolver.',
  command: "Invoke-EflowVmCommand 'sudo systemctl restart systemd-resolved'",
} as const;

export default defineRule({
  id: 'DNS007',
  slug: 'competing-setting',
  title: 'No setting of the resolver competes with the servers of the network',
  severity: 'warning',
  stage: 'dnsServers',
  partial: true,
  guide: ['G10'],
  requires: ['guest.resolver', 'guest.interfaces'],
  messages: {
    global: {
      text: 'The resolver of the VM has global servers ({global}) beside those of the network ({link}): it asks both, and the first answer counts, even when it is that a name does not exist.',
      remedy: [edit],
    },
    everything: {
      text: '{link} of the VM takes every name (domain ~.): the servers of the other links are never asked.',
      remedy: [{ text: 'Take Domains=~. out of the file of that link in /etc/systemd/network/.' }],
    },
    dnssec: {
      text: 'The resolver of the VM insists on DNSSEC ({where}): servers that do not sign, such as the Default Switch, give no valid answer.',
      remedy: [edit],
    },
    dnsOverTls: {
      text: 'The resolver of the VM insists on DNS over TLS ({where}): most servers of company networks do not speak it.',
      remedy: [edit],
    },
  },

  check(facts, report) {
    const resolver = facts['guest.resolver'];
    const names = new Set(cards(facts['guest.interfaces']).map(({ name }) => name));
    const links = resolver.links.filter(({ name }) => names.has(name));
    const { global, link } = vmServers(resolver, facts['guest.interfaces']);
    const evidence = (path: string, observed: unknown, expected: string) =>
      [{ fact: 'guest.resolver', path, observed, expected }] as const;

    if (global.length > 0 && link.some((server) => !global.includes(server))) {
      report({
        message: 'global',
        target: global.join(', '),
        data: { global: global.join(', '), link: link.join(', ') },
        evidence: evidence('/global/servers', global, say('none')),
      });
    }
    const greedy = links.find(({ domains }) => domains.includes('~.'));
    if (greedy !== undefined && links.some((one) => one !== greedy && one.servers.length > 0)) {
      report({
        message: 'everything',
        target: greedy.name,
        data: { link: greedy.name },
        evidence: evidence(`/${greedy.name}/domains`, greedy.domains, say('no ~.')),
      });
    }
    const strict = (setting: 'dnssec' | 'dnsOverTls'): string[] => [
      ...(resolver.global[setting] === 'yes' ? [say('globally')] : []),
      ...links.filter((one) => one[setting] === 'yes').map(({ name }) => say('on {name}', { name })),
    ];
    for (const message of ['dnssec', 'dnsOverTls'] as const) {
      const where = strict(message).join(', ');
      if (where !== '')
        report({ message, target: message, data: { where }, evidence: evidence(`/${message}`, where, 'no') });
    }
    return undefined;
  },
});
