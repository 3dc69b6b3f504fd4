import { defineRule } from '../../engine/rule.js';
import { optionOf, scopeFor } from '../../model/host/dhcpScope.js';
import { hostEnd, subnetOf } from '../../model/host/end.js';
import { powershell, powershellList } from '../../model/quote.js';
import { allocationOf, kindOf } from '../../model/host/switchKind.js';
import { usedSwitch } from './common.js';

/** RFC 2132. */
const ROUTER = 3;
const DNS = 6;

export default defineRule({
  id: 'SW022',
  slug: 'dhcp-option-missing',
  title: 'The scope of the DHCP server tells router and DNS servers',
  severity: 'critical',
  stage: 'lease',
  guide: ['G06', 'G03'],
  requires: ['host.dhcpServer', 'host.switches', 'host.vmNetwork', 'host.addresses'],
  uses: ['host.vmEndpoint', 'host.dnsServers'],
  messages: {
    router: {
      text: 'The scope {scope} of the DHCP server names {seen} as router; the VM on the switch {name} needs {gateway}, the address of this Windows there.',
      remedy: [{ text: 'Set it; the VM learns it with its next lease.', command: '{setRouter}' }],
    },
    dns: {
      text: 'The scope {scope} of the DHCP server names no DNS server: the VM on the switch {name} resolves nothing.',
      remedy: [
        {
          text: 'Set the servers that this Windows uses; they were not asked from the VM. The VM learns them with its next lease.',
          command: '{setDns}',
        },
      ],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    const end = hostEnd(used, facts['host.addresses']);
    const subnet = end === null ? null : subnetOf(end);
    const allocation = allocationOf(facts['host.vmEndpoint'], facts['host.vmNetwork']);
    if (used === null || end === null || subnet === null || kindOf(used) !== 'internal' || allocation === 'static')
      return 'notApplicable';
    const server = facts['host.dhcpServer'];
    const scope = scopeFor(server, subnet);
    if (scope === null) return 'notApplicable'; // SW021
    const routers = optionOf(server, scope, ROUTER);
    const own = [...new Set((facts['host.dnsServers'] ?? []).flatMap(({ servers }) => servers))].slice(0, 3);
    const set = `Set-DhcpServerv4OptionValue -ScopeId ${powershell(scope.id)}`;
    const data = {
      name: used.name,
      scope: scope.id,
      seen: routers.join(', ') || 'none',
      gateway: end.address,
      setRouter: `${set} -Router ${powershell(end.address)}`,
      setDns: own.length === 0 ? '' : `${set} -DnsServer ${powershellList(own)}`,
    };
    const evidence = (id: number, expected: string) =>
      [
        { fact: 'host.dhcpServer', path: `/${scope.id}/option ${id}`, observed: optionOf(server, scope, id), expected },
      ] as const;
    if (!routers.includes(end.address))
      report({ message: 'router', target: scope.id, data, evidence: evidence(ROUTER, end.address) });
    if (optionOf(server, scope, DNS).length === 0)
      report({ message: 'dns', target: scope.id, data, evidence: evidence(DNS, 'a server') });
    return undefined;
  },
});
