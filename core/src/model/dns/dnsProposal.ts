import type { DnsQuery, HostDns, VmEndpoint } from '../item.js';
import { provenServers } from './dns.js';
import { isHostAddress, isLinkLocal } from '../../ipv4.js';
import { powershell, powershellList } from '../quote.js';

export interface DnsProposal {
  readonly servers: readonly string[];
  /** `tested`: they answered the VM. `host`: the host is set to use them; nobody asked them from the VM. */
  readonly origin: 'tested' | 'host' | 'none';
}

const SERVERS_AT_MOST = 3; // glibc and systemd-resolved use no more (resolv.conf(5))

const usable = (address: string): boolean => isHostAddress(address) && !isLinkLocal(address);

/** Servers to give to the VM: never invented, only such as answered or such as the host itself is set to use. */
export const proposeServers = (
  probe: readonly DnsQuery[] | undefined,
  host: readonly HostDns[] | undefined,
): DnsProposal => {
  const tested = provenServers(probe ?? []).filter(usable);
  if (tested.length > 0) return { servers: tested.slice(0, SERVERS_AT_MOST), origin: 'tested' };
  const asked = new Set((probe ?? []).filter(({ from }) => from === 'vm').map(({ server }) => server));
  const configured = [...new Set((host ?? []).flatMap(({ servers }) => servers))].filter(
    (one) => usable(one) && !asked.has(one),
  );
  return configured.length > 0
    ? { servers: configured.slice(0, SERVERS_AT_MOST), origin: 'host' }
    : { servers: [], origin: 'none' };
};

/** The cmdlet has no other form; without an endpoint's name it sets the primary one. */
export const setServersCommand = (servers: readonly string[], endpoint: readonly VmEndpoint[] | undefined): string => {
  if (servers.length === 0) return '';
  const name = endpoint?.[0]?.name;
  const which = name === undefined ? '' : ` -vendpointName ${powershell(name)}`;
  return `Set-EflowVmDnsServers${which} -dnsServers ${powershellList(servers)}`;
};
