import type { FactValues } from '../../facts/facts.js';
import type { Nat } from '../item.js';
import type { OfferedPort } from '../firewall/offeredPort.js';
import { powershell } from '../quote.js';
import { eflowSwitchKind, type SwitchKind } from './switchKind.js';

type Facts = Pick<FactValues, 'host.natMappings' | 'host.portProxies'>;

/** A port of the host that is handed on to somebody. */
export interface PortMapping {
  readonly fact: 'host.natMappings' | 'host.portProxies';
  readonly listen: string;
  readonly listenAddress: string;
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly port: number;
}

const UDP = 1;

/** Static mappings of the NAT, and port proxies, which carry TCP alone. */
export const mappingsOf = (facts: Facts): readonly PortMapping[] => [
  ...facts['host.natMappings'].map((one) => ({
    fact: 'host.natMappings' as const,
    listen: String(one.externalPort),
    listenAddress: one.externalAddress ?? '0.0.0.0',
    protocol: one.protocol === UDP ? ('udp' as const) : ('tcp' as const),
    address: one.internalAddress ?? '',
    port: one.internalPort,
  })),
  ...facts['host.portProxies'].map((one) => ({
    fact: 'host.portProxies' as const,
    listen: String(one.listenPort),
    listenAddress: one.listenAddress,
    protocol: 'tcp' as const,
    address: one.connectAddress,
    port: one.connectPort,
  })),
];

/** The ports of an address that the host hands on, as `443/tcp`. */
export const portsHandedOn = (facts: Facts, address: string): ReadonlySet<string> =>
  new Set(
    mappingsOf(facts)
      .filter((one) => one.address === address)
      .map(({ port, protocol }) => `${port}/${protocol}`),
  );

/** What tells whether other machines get past the host at all. */
export const shieldFacts = ['host.switches', 'host.vmNetwork', 'host.natMappings', 'host.portProxies'] as const;

type ShieldFacts = { readonly [K in (typeof shieldFacts)[number]]?: FactValues[K] | undefined };

/** Whether the host stands between the VM and other machines and hands this port on to nobody there, as far as is known. */
export const isShielded = (facts: ShieldFacts, address: string, { port, protocol }: OfferedPort): boolean => {
  const { 'host.natMappings': natMappings, 'host.portProxies': portProxies } = facts;
  const kind = eflowSwitchKind({ switches: facts['host.switches'], network: facts['host.vmNetwork'] });
  if ((kind !== 'default' && kind !== 'internal') || natMappings === undefined || portProxies === undefined)
    return false;
  const handedOn = portsHandedOn({ 'host.natMappings': natMappings, 'host.portProxies': portProxies }, address);
  return !handedOn.has(`${port}/${protocol}`);
};

/** The port proxy that hands a port of the VM on; null: none does, or nobody looked. */
export const proxiedBy = (
  { 'host.portProxies': proxies }: ShieldFacts,
  address: string,
  { port, protocol }: OfferedPort,
): PortMapping | null =>
  mappingsOf({ 'host.natMappings': [], 'host.portProxies': proxies ?? [] }).find(
    (one) => one.address === address && one.port === port && one.protocol === protocol,
  ) ?? null;

/** Hands a port on: by the NAT where there is one of our own, else by the IP Helper. Empty where neither can. */
export const mappingCommand = (
  { port, protocol }: OfferedPort,
  address: string,
  kind: SwitchKind,
  nats: readonly Nat[] | undefined,
): string => {
  const nat = kind === 'internal' ? nats?.[0]?.name : undefined;
  if (nat !== undefined)
    return `Add-NetNatStaticMapping -NatName ${powershell(nat)} -Protocol ${protocol.toUpperCase()} -ExternalIPAddress 0.0.0.0 -ExternalPort ${port} -InternalIPAddress ${address} -InternalPort ${port}`;
  if (protocol === 'udp') return '';
  return `netsh interface portproxy add v4tov4 listenport=${port} listenaddress=0.0.0.0 connectport=${port} connectaddress=${address}`;
};

const plainAddress = (text: string): string => (/^[0-9.]+$/.test(text) ? text : '*');

/** Takes a port proxy away; a static mapping goes by its number, which has to be looked up. */
export const removeCommand = ({ fact, listen, listenAddress }: PortMapping): string =>
  fact === 'host.natMappings'
    ? 'Get-NetNatStaticMapping'
    : `netsh interface portproxy delete v4tov4 listenport=${listen} listenaddress=${plainAddress(listenAddress)}`;
