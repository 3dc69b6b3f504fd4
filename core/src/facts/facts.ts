import type { ControlVm } from '../model/controlVm.js';
import type { Profile } from '../model/profile.js';
import { guestText, hostAnswer, hostValue, type FactParser } from './factParser.js';
import { parseArpProbe } from '../parse/arpProbe.js';
import { parseClock } from '../parse/clock.js';
import { parseConntrack } from '../parse/conntrack.js';
import { parseContainerNetworks } from '../parse/containerNetworks.js';
import { parseContainerResolvConf } from '../parse/containerResolvConf.js';
import { parseContainers } from '../parse/containers.js';
import { parseDaemonJson } from '../parse/daemonJson.js';
import { parseDnsProbe } from '../parse/dnsProbe.js';
import { parseGatewayProbe } from '../parse/gatewayProbe.js';
import { HostAdapters } from '../parse/hostAdapters.js';
import { HostAddresses } from '../parse/hostAddresses.js';
import { HostComplaints } from '../parse/hostComplaints.js';
import { HostAgentAnswer, readAgent } from '../parse/hostAgent.js';
import { HostDhcpServer } from '../parse/hostDhcpServer.js';
import { HostDnsQueries } from '../parse/hostDnsProbe.js';
import { HostDnsServers } from '../parse/hostDnsServers.js';
import { HostEflow } from '../parse/hostEflow.js';
import { HostEvents } from '../parse/hostEvents.js';
import { HostFirewallProducts } from '../parse/hostFirewallProducts.js';
import { HostFirewallProfiles } from '../parse/hostFirewallProfiles.js';
import { HostFirewallRules } from '../parse/hostFirewallRules.js';
import { HostHostsIcsAnswer, readHostsIcs } from '../parse/hostHostsIcs.js';
import { HostHyperVFirewall } from '../parse/hostHyperVFirewall.js';
import { HostIpInterfaces } from '../parse/hostIpInterfaces.js';
import { HostListeners } from '../parse/hostListeners.js';
import { parseHostName } from '../parse/hostName.js';
import { HostNameLookups } from '../parse/hostNameProbe.js';
import { HostNats } from '../parse/hostNat.js';
import { HostNatMappings } from '../parse/hostNatMappings.js';
import { HostNeighbours } from '../parse/hostNeighbours.js';
import { HostNetworkProfiles } from '../parse/hostNetworkProfiles.js';
import { HostPortProbes } from '../parse/hostPortProbe.js';
import { HostPortProxiesAnswer, readPortProxies } from '../parse/hostPortProxies.js';
import { HostProxy } from '../parse/hostProxy.js';
import { HostReaches } from '../parse/hostReach.js';
import { HostRoutes } from '../parse/hostRoutes.js';
import { parseHosts } from '../parse/hosts.js';
import { HostServices } from '../parse/hostServices.js';
import { HostSharing } from '../parse/hostSharing.js';
import { HostSwitches } from '../parse/hostSwitches.js';
import { HostSwitchExtensions } from '../parse/hostSwitchExtensions.js';
import { HostSystem } from '../parse/hostSystem.js';
import { HostVirtualMachinesAnswer, readVirtualMachines } from '../parse/hostVirtualMachines.js';
import { HostVmAddressAnswer, readVmAddress } from '../parse/hostVmAddress.js';
import { HostVmEndpointAnswer, readVmEndpoints } from '../parse/hostVmEndpoint.js';
import { HostVmName } from '../parse/hostVmName.js';
import { HostVmNetworkAnswer, readVmNetworks } from '../parse/hostVmNetwork.js';
import { HostVpnConnections } from '../parse/hostVpnConnections.js';
import { parseInterfaces } from '../parse/interfaces.js';
import { parseIotedgeCheck } from '../parse/iotedgeCheck.js';
import { parseIptablesSave } from '../parse/iptablesSave.js';
import { parseKernelSettings } from '../parse/kernelSettings.js';
import { parseLeases } from '../parse/leases.js';
import { parseLinkCounters } from '../parse/linkCounters.js';
import { parseListeners } from '../parse/listeners.js';
import { parseMemory } from '../parse/memory.js';
import { parseNameProbe } from '../parse/nameProbe.js';
import { parseNeighbours } from '../parse/neighbours.js';
import { parseNetworkState } from '../parse/networkState.js';
import { parseNftTables } from '../parse/nftTables.js';
import { parseNtpProbe } from '../parse/ntpProbe.js';
import { parsePacketFilterTool } from '../parse/packetFilterTool.js';
import { parsePathMtu } from '../parse/pathMtu.js';
import { parsePolicyRules } from '../parse/policyRules.js';
import { parseProxySettings } from '../parse/proxySettings.js';
import { parseReach } from '../parse/reach.js';
import { parseRelease } from '../parse/release.js';
import { parseResolvConf } from '../parse/resolvConf.js';
import { parseResolver } from '../parse/resolver.js';
import { parseRoutes } from '../parse/routes.js';
import { parseSavedRules } from '../parse/savedRules.js';
import { parseServices } from '../parse/services.js';
import { parseTools } from '../parse/tools.js';
import { parseTrafficControl } from '../parse/trafficControl.js';
import { parseUnitFiles } from '../parse/unitFiles.js';
import { parseUpstream } from '../parse/upstream.js';

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
