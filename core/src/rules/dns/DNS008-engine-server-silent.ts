import { defineRule } from '../../engine/rule.js';
import { deafServers } from '../../model/dns/containerDns.js';
import { provenServers } from '../../model/dns/dns.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'DNS008',
  slug: 'engine-server-silent',
  title: 'The DNS servers of the container engine answer',
  severity: 'critical',
  stage: 'containerServers',
  guide: ['G11', 'Azure/iotedge#7193', 'Azure/iotedge#6984'],
  requires: ['guest.daemonJson', 'guest.dnsProbe'],
  messages: {
    silent: {
      text: 'The container engine passes the questions of modules on to {servers}, which did not answer. The VM itself may resolve names by other servers.',
      remedy: [
        {
          text: 'In /etc/docker/daemon.json of the VM replace them in "dns" by servers that answer ({proven}), or take "dns" out so that the engine uses those of the VM.',
        },
        {
          text: 'Then restart the engine. All modules restart with it.',
          command: "Invoke-EflowVmCommand 'sudo systemctl restart docker'",
        },
      ],
    },
  },

  check(facts, report) {
    const { dns } = facts['guest.daemonJson'];
    if (dns.length === 0) return 'notApplicable'; // the engine uses the VM's own
    const { asked, deaf } = deafServers(facts['guest.dnsProbe'], dns);
    if (asked.length === 0)
      return {
        unknown: say('Nobody asked {servers}, the DNS servers of the container engine.', { servers: dns.join(', ') }),
      };
    if (deaf.length < asked.length) return undefined;
    report({
      message: 'silent',
      target: dns.join(', '),
      data: {
        servers: deaf.join(', '),
        proven: provenServers(facts['guest.dnsProbe']).join(', ') || say('none is known'),
      },
      evidence: [{ fact: 'guest.daemonJson', path: '/dns', observed: dns, expected: say('servers that answer') }],
    });
    return undefined;
  },
});
