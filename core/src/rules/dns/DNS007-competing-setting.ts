import { defineRule } from '../../engine/rule.js';
import { vmServers } from '../../model/dns/dns.js';
import { greedyLink, isDeaf, isGreedyGlobally } from '../../model/dns/greedyLink.js';
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
  stage: 'dnsSettings',
  partial: true,
  guide: ['G10'],
  requires: ['guest.resolver', 'guest.interfaces'],
  uses: ['guest.dnsProbe'],
  messages: {
    global: {
      text: 'The resolver of the VM has global servers ({global}) beside those of the network ({link}): it asks both, and the first answer counts, even when it is that a name does not exist.',
      remedy: [edit],
    },
    globalAlone: {
      text: 'The global servers of the resolver ({global}) take every name (domain ~.): those of the network ({link}) are never asked.',
      remedy: [edit],
    },
    everything: {
      text: '{link} of the VM takes every name (domain ~.): the servers of the other links are never asked.',
      remedy: [{ text: 'Take Domains=~. out of the file of that link in /etc/systemd/network/.' }],
    },
  },

  check(facts, report) {
    const resolver = facts['guest.resolver'];
    const { global, link } = vmServers(resolver, facts['guest.interfaces']);
    const evidence = (path: string, observed: unknown, expected: string) =>
      [{ fact: 'guest.resolver', path, observed, expected }] as const;

    const isAlone = isGreedyGlobally(resolver);
    const isSaid = isAlone && isDeaf({ servers: global }, facts['guest.dnsProbe'] ?? []); // DNS020, DNS002
    if (!isSaid && global.length > 0 && link.some((server) => !global.includes(server))) {
      report({
        message: isAlone ? 'globalAlone' : 'global',
        target: global.join(', '),
        data: { global: global.join(', '), link: link.join(', ') },
        evidence: evidence('/global/servers', global, say('none')),
      });
    }
    const greedy = greedyLink(resolver, facts['guest.interfaces']);
    // Where its servers are silent nothing resolves, and DNS020 reports it.
    if (greedy !== null && !isDeaf(greedy, facts['guest.dnsProbe'] ?? [])) {
      report({
        message: 'everything',
        target: greedy.name,
        data: { link: greedy.name },
        evidence: evidence(`/${greedy.name}/domains`, greedy.domains, say('no ~.')),
      });
    }
    return undefined;
  },
});
