import type { ControlVm } from '../model/controlVm.js';
import type { Profile } from '../model/profile.js';
import { guestText, hostAnswer, hostValue, type FactParser } from './factParser.js';
import { parseArpProbe } from '../parse/guest/arpProbe.js';
import { parseClock } from '../parse/guest/clock.js';
import { parseConntrack } from '../parse/guest/conntrack.js';
import { parseContainerNetworks } from '../parse/guest/containerNetworks.js';
import { parseContainerResolvConf } from '../parse/guest/containerResolvConf.js';
import { parseContainers } from '../parse/guest/containers.js';
import { parseDaemonJson } from '../parse/guest/daemonJson.js';
import { parseDnsProbe } from '../parse/guest/dnsProbe.js';
import { parseGatewayProbe } from '../parse/guest/gatewayProbe.js';
import { HostAdapters } from '../parse/host/adapters.js';
import { HostAddresses } from '../parse/host/addresses.js';
import { HostComplaints } from '../parse/host/complaints.js';
import { HostAgentAnswer, readAgent } from '../parse/host/agent.js';
import { HostDhcpServer } from '../parse/host/dhcpServer.js';
import { HostDnsQueries } from '../parse/host/dnsProbe.js';
import { HostDnsServers } from '../parse/host/dnsServers.js';
import { HostEflow } from '../parse/host/eflow.js';
import { HostEvents } from '../parse/host/events.js';
import { HostFirewallProducts } from '../parse/host/firewallProducts.js';
import { HostFirewallProfiles } from '../parse/host/firewallProfiles.js';
import { HostFirewallRules } from '../parse/host/firewallRules.js';
import { HostHostsIcsAnswer, readHostsIcs } from '../parse/host/hostsIcs.js';
import { HostHyperVFirewall } from '../parse/host/hyperVFirewall.js';
import { HostIpInterfaces } from '../parse/host/ipInterfaces.js';
import { HostListeners } from '../parse/host/listeners.js';
import { parseHostName } from '../parse/host/name.js';
import { HostNameLookups } from '../parse/host/nameProbe.js';
import { HostNats } from '../parse/host/nat.js';
import { HostNatMappings } from '../parse/host/natMappings.js';
import { HostNeighbours } from '../parse/host/neighbours.js';
import { HostNetworkProfiles } from '../parse/host/networkProfiles.js';
import { HostPortProbes } from '../parse/host/portProbe.js';
import { HostPortProxiesAnswer, readPortProxies } from '../parse/host/portProxies.js';
import { HostProxy } from '../parse/host/proxy.js';
import { HostReaches } from '../parse/host/reach.js';
import { HostRoutes } from '../parse/host/routes.js';
import { parseHosts } from '../parse/guest/hosts.js';
import { HostServices } from '../parse/host/services.js';
import { HostSharing } from '../parse/host/sharing.js';
import { HostSwitches } from '../parse/host/switches.js';
import { HostSwitchExtensions } from '../parse/host/switchExtensions.js';
import { HostSystem } from '../parse/host/system.js';
import { HostVirtualMachinesAnswer, readVirtualMachines } from '../parse/host/virtualMachines.js';
import { HostVmAddressAnswer, readVmAddress } from '../parse/host/vmAddress.js';
import { HostVmEndpointAnswer, readVmEndpoints } from '../parse/host/vmEndpoint.js';
import { HostVmName } from '../parse/host/vmName.js';
import { HostVmNetworkAnswer, readVmNetworks } from '../parse/host/vmNetwork.js';
import { HostVpnConnections } from '../parse/host/vpnConnections.js';
import { parseInterfaces } from '../parse/guest/interfaces.js';
import { parseIotedgeCheck } from '../parse/guest/iotedgeCheck.js';
import { parseIptablesSave } from '../parse/iptables/save.js';
import { parseKernelSettings } from '../parse/guest/kernelSettings.js';
import { parseLeases } from '../parse/guest/leases.js';
import { parseLinkCounters } from '../parse/guest/linkCounters.js';
import { parseListeners } from '../parse/guest/listeners.js';
import { parseMemory } from '../parse/guest/memory.js';
import { parseNameProbe } from '../parse/guest/nameProbe.js';
import { parseNeighbours } from '../parse/guest/neighbours.js';
import { parseNetworkState } from '../parse/guest/networkState.js';
import { parseNftTables } from '../parse/iptables/nftTables.js';
import { parseNtpProbe } from '../parse/guest/ntpProbe.js';
import { parsePacketFilterTool } from '../parse/iptables/packetFilterTool.js';
import { parsePathMtu } from '../parse/guest/pathMtu.js';
import { parsePolicyRules } from '../parse/guest/policyRules.js';
import { parseProxySettings } from '../parse/guest/proxySettings.js';
import { parseReach } from '../parse/guest/reach.js';
import { parseRelease } from '../parse/guest/release.js';
import { parseResolvConf } from '../parse/guest/resolvConf.js';
import { parseResolver } from '../parse/guest/resolver.js';
import { parseRoutes } from '../parse/guest/routes.js';
import { parseSavedRules } from '../parse/iptables/savedRules.js';
import { parseServices } from '../parse/guest/services.js';
import { parseTools } from '../parse/guest/tools.js';
import { parseTrafficControl } from '../parse/guest/trafficControl.js';
import { parseUnitFiles } from '../parse/guest/unitFiles.js';
import { parseUpstream } from '../parse/guest/upstream.js';

/** Every fact that rules may read, by its name in the snapshot, with the parser that makes it. One line a fact. */
export const factParsers = {
  'guest.arpProbe': guestText(parseArpProbe),
  'guest.clock': guestText(parseClock),
  'guest.conntrack': guestText(parseConntrack),
  'guest.containerNetworks': guestText(parseContainerNetworks),
  'guest.containerResolvConf': guestText(parseContainerResolvConf),
  'guest.containers': guestText(parseContainers),
  'guest.daemonJson': guestText(parseDaemonJson),
  'guest.dnsProbe': guestText(parseDnsProbe),
  'guest.gatewayProbe': guestText(parseGatewayProbe),
  'guest.hostName': guestText(parseHostName),
  'guest.hosts': guestText(parseHosts),
  'guest.interfaces': guestText(parseInterfaces),
  'guest.iotedgeCheck': guestText(parseIotedgeCheck),
  'guest.ip4save': guestText(parseSavedRules),
  'guest.ip6save': guestText(parseSavedRules),
  'guest.ip6tablesLegacy': guestText(parseIptablesSave),
  'guest.ip6tablesNft': guestText(parseIptablesSave),
  'guest.iptablesLegacy': guestText(parseIptablesSave),
  'guest.iptablesNft': guestText(parseIptablesSave),
  'guest.iptablesVersion': guestText(parsePacketFilterTool),
  'guest.kernelSettings': guestText(parseKernelSettings),
  'guest.leases': guestText(parseLeases),
  'guest.linkCounters': guestText(parseLinkCounters),
  'guest.listeners': guestText(parseListeners),
  'guest.memory': guestText(parseMemory),
  'guest.nameProbe': guestText(parseNameProbe),
  'guest.neighbours': guestText(parseNeighbours),
  'guest.networkFiles': guestText(parseUnitFiles),
  'guest.networkState': guestText(parseNetworkState),
  'guest.nftTables': guestText(parseNftTables),
  'guest.ntpProbe': guestText(parseNtpProbe),
  'guest.pathMtu': guestText(parsePathMtu),
  'guest.policyRules': guestText(parsePolicyRules),
  'guest.proxySettings': guestText(parseProxySettings),
  'guest.reach': guestText(parseReach),
  'guest.release': guestText(parseRelease),
  'guest.resolvConf': guestText(parseResolvConf),
  'guest.resolvedConf': guestText(parseUnitFiles),
  'guest.resolver': guestText(parseResolver),
  'guest.routes': guestText(parseRoutes),
  'guest.services': guestText(parseServices),
  'guest.tools': guestText(parseTools),
  'guest.trafficControl': guestText(parseTrafficControl),
  'guest.upstream': guestText(parseUpstream),
  'host.adapters': hostValue(HostAdapters),
  'host.addresses': hostValue(HostAddresses),
  'host.agent': hostAnswer(HostAgentAnswer, readAgent),
  'host.complaints': hostValue(HostComplaints),
  'host.dhcpServer': hostValue(HostDhcpServer),
  'host.dnsServers': hostValue(HostDnsServers),
  'host.dnsProbe': hostValue(HostDnsQueries),
  'host.eflow': hostValue(HostEflow),
  'host.events': hostValue(HostEvents),
  'host.firewallProducts': hostValue(HostFirewallProducts),
  'host.firewallProfiles': hostValue(HostFirewallProfiles),
  'host.firewallRules': hostValue(HostFirewallRules),
  'host.hostsIcs': hostAnswer(HostHostsIcsAnswer, readHostsIcs),
  'host.hyperVFirewall': hostValue(HostHyperVFirewall),
  'host.ipInterfaces': hostValue(HostIpInterfaces),
  'host.listeners': hostValue(HostListeners),
  'host.nameProbe': hostValue(HostNameLookups),
  'host.nat': hostValue(HostNats),
  'host.natMappings': hostValue(HostNatMappings),
  'host.neighbours': hostValue(HostNeighbours),
  'host.networkProfiles': hostValue(HostNetworkProfiles),
  'host.portProbe': hostValue(HostPortProbes),
  'host.portProxies': hostAnswer(HostPortProxiesAnswer, readPortProxies),
  'host.proxy': hostValue(HostProxy),
  'host.reach': hostValue(HostReaches),
  'host.routes': hostValue(HostRoutes),
  'host.services': hostValue(HostServices),
  'host.sharing': hostValue(HostSharing),
  'host.switchExtensions': hostValue(HostSwitchExtensions),
  'host.switches': hostValue(HostSwitches),
  'host.system': hostValue(HostSystem),
  'host.virtualMachines': hostAnswer(HostVirtualMachinesAnswer, readVirtualMachines),
  'host.vmAddress': hostAnswer(HostVmAddressAnswer, readVmAddress),
  'host.vmEndpoint': hostAnswer(HostVmEndpointAnswer, readVmEndpoints),
  'host.vmName': hostValue(HostVmName),
  'host.vmNetwork': hostAnswer(HostVmNetworkAnswer, readVmNetworks),
  'host.vpnConnections': hostValue(HostVpnConnections),
} satisfies Record<string, FactParser<unknown>>;

export type FactId = keyof typeof factParsers;

type ValueOf<P> = P extends FactParser<infer T> ? T : never;

/** The type of each fact once parsed. Never leaves the core, so it can change without a contract number. */
export type FactValues = { readonly [K in FactId]: ValueOf<(typeof factParsers)[K]> };

/** What a rule may read: facts of the snapshot, what the caller says that the device should be, and a VM to compare with. */
export type InputId = FactId | 'profile' | 'control';

export type InputValues = FactValues & { readonly profile: Profile; readonly control: ControlVm };

export const factIds = Object.keys(factParsers) as readonly FactId[];

/** Facts that come from a collector. The others are found in what those brought. */
export const collectedIds = factIds.filter((id) => id !== 'host.complaints');
