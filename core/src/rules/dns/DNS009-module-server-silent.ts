import { defineRule } from '../../engine/rule.js';
import { deafServers } from '../../model/dns/containerDns.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'DNS009',
  slug: 'module-server-silent',
  title: 'The DNS servers that modules bring answer',
  severity: 'critical',
  stage: 'containerServers',
  guide: ['G11'],
  requires: ['guest.containers', 'guest.dnsProbe'],
  messages: {
    silent: {
      text: 'The module {module} brings its own DNS servers ({servers}), which did not answer.',
      remedy: [
        {
          text: 'In the create options of {module} correct HostConfig.Dns, or take it out: the module then uses the servers of the container engine. A wrong value at edgeAgent cuts the device off from its deployment.',
        },
      ],
    },
  },

  check(facts, report) {
    const own = facts['guest.containers'].filter(({ dns, running }) => running && dns.length > 0);
    if (own.length === 0) return 'notApplicable';
    const unasked: string[] = [];
    for (const { name, dns } of own) {
      const { asked, deaf } = deafServers(facts['guest.dnsProbe'], dns);
      if (asked.length === 0) unasked.push(say('{servers} of {name}', { servers: dns.join(', '), name }));
      else if (deaf.length === asked.length) {
        report({
          message: 'silent',
          target: name,
          data: { module: name, servers: deaf.join(', ') },
          evidence: [
            { fact: 'guest.containers', path: `/${name}/dns`, observed: dns, expected: say('servers that answer') },
          ],
        });
      }
    }
    return unasked.length === 0
      ? undefined
      : { unknown: say('Nobody asked the DNS servers {servers}.', { servers: unasked.join('; ') }) };
  },
});
