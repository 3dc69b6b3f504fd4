import { defineRule } from '../../engine/rule.js';
import { assignedServers, serverState } from '../../model/dns/dns.js';
import { isLoopback } from '../../ipv4.js';
import type { DnsQuery } from '../../model/item.js';
import { networkName } from '../../model/dns/requiredNames.js';

/** The servers that containers of a network have in their file. The engine's own, 127.0.0.11, hides those that it asks in turn. */
const serversOf = (probe: readonly DnsQuery[], from: string): string[] => [
  ...new Set(probe.filter((query) => query.from === from && !isLoopback(query.server)).map(({ server }) => server)),
];

export default defineRule({
  id: 'DNS015',
  slug: 'container-server-stale',
  title: 'Containers use the DNS servers that the VM has now',
  severity: 'critical',
  stage: 'containerDnsConfig',
  guide: ['G11', 'Azure/iotedge#7193'],
  requires: ['guest.dnsProbe', 'guest.resolver', 'guest.interfaces', 'guest.daemonJson', 'guest.containers'],
  messages: {
    stale: {
      text: 'Containers of {network} ask {old}, which does not answer and which the VM does not use any more ({now}): they keep the servers of the moment when they were started.',
      remedy: [
        {
          text: 'Restart the container engine: its containers take over the servers of the VM. All modules restart with it.',
          command: "Invoke-EflowVmCommand 'sudo systemctl restart docker'",
        },
      ],
    },
  },

  check(facts, report) {
    const probe = facts['guest.dnsProbe'];
    const now = assignedServers(facts['guest.resolver'], facts['guest.interfaces']);
    const configured = [...facts['guest.daemonJson'].dns, ...facts['guest.containers'].flatMap(({ dns }) => dns)];
    const networks = [...new Set(probe.map(({ from }) => from).filter((from) => from !== 'vm'))];
    if (networks.length === 0 || now.length === 0) return 'notApplicable';
    for (const from of networks) {
      const servers = serversOf(probe, from);
      const old = servers.filter(
        (server) =>
          !now.includes(server) && !configured.includes(server) && serverState(probe, from, server) !== 'answered',
      );
      if (old.length === 0 || old.length < servers.length) continue;
      const network = networkName(from);
      report({
        message: 'stale',
        target: network,
        data: { network, old: old.join(', '), now: now.join(', ') },
        evidence: [{ fact: 'guest.dnsProbe', path: `/${from}`, observed: old, expected: now.join(', ') }],
      });
    }
    return undefined;
  },
});
