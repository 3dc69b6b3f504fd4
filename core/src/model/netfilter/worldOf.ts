import type { Container } from '../../parse/guest/containers.js';
import type { ContainerNetwork } from '../../parse/guest/containerNetworks.js';
import type { FactValues } from '../../facts/facts.js';
import { emptyRuleset, type Ruleset } from '../../parse/iptables/rule.js';
import type { NetworkInterface } from '../../parse/guest/interface.js';
import type { TrafficControl } from '../../parse/guest/trafficControl.js';
import { contains, parsePrefix } from '../../ipv4.js';
import { remembering } from '../../remembering.js';
import { cards, ipv4Of, primary } from '../address/vmInterface.js';
import { TABLES } from './chains.js';
import type {
  BackEnd,
  BackEndName,
  World,
  WorldContainer,
  WorldEndpoint,
  WorldInterface,
  WorldOutside,
} from './world.js';
import { languageNow, say } from '../../texts/say.js';

/** Without these no packet can be walked. */
export const worldNeeds = [
  'guest.interfaces',
  'guest.routes',
  'guest.policyRules',
  'guest.kernelSettings',
  'guest.listeners',
  'guest.containers',
  'guest.containerNetworks',
  'guest.iptablesNft',
  'guest.iptablesLegacy',
] as const;

/** What a walk is surer with. */
export const worldUses = ['guest.nftTables', 'guest.trafficControl', 'host.addresses'] as const;

/** The facts that a world is made of: a rule that walks packets declares them. */
export const worldFacts = [...worldNeeds, ...worldUses] as const;

export type WorldFacts = { readonly [K in (typeof worldFacts)[number]]?: FactValues[K] | undefined };

/** Old tools do not say what kind an interface is; the engine names its bridges. */
const interfaceOf = (
  { name, up, kind, master, hairpin, addresses }: NetworkInterface,
  bridges: ReadonlySet<string>,
): WorldInterface => ({
  name,
  up,
  kind: kind ?? (bridges.has(name) ? 'bridge' : null),
  master,
  ...(hairpin === undefined ? {} : { hairpin }),
  addresses: addresses
    .filter(({ family }) => family === 'inet')
    .map(({ address, prefixLength }) => ({ address, prefixLength })),
});

/** dockerd's name for a bridge that nobody named: libnetwork/drivers/bridge. */
const bridgeName = (network: ContainerNetwork): string =>
  network.bridge ?? (network.name === 'bridge' ? 'docker0' : `br-${network.id.slice(0, 12)}`);

const bridgesOf = (networks: readonly ContainerNetwork[]): ReadonlySet<string> =>
  new Set(networks.filter(({ driver }) => driver === 'bridge').map(bridgeName));

const endpointOf = (
  { name, networkId, address }: Container['networks'][number],
  networks: readonly ContainerNetwork[],
): WorldEndpoint[] => {
  if (address === null) return [];
  const network = networks.find((one) => one.id === networkId) ?? networks.find((one) => one.name === name);
  if (network === undefined) return [{ address, bridge: null, subnet: null }];
  const subnet = network.subnets.find((one) => {
    const prefix = parsePrefix(one.subnet);
    return prefix !== null && contains(prefix, address);
  });
  return [
    { address, bridge: network.driver === 'bridge' ? bridgeName(network) : null, subnet: subnet?.subnet ?? null },
  ];
};

const containerOf = (container: Container, networks: readonly ContainerNetwork[]): WorldContainer => ({
  name: container.name,
  running: container.running,
  hostNetwork: container.networkMode === 'host',
  endpoints: container.networks.flatMap((attachment) => endpointOf(attachment, networks)),
  published: container.published,
  exposed: container.exposed,
});

const backEnd = (name: BackEndName, ruleset: Ruleset | undefined): BackEnd => ({
  name,
  ruleset: ruleset ?? emptyRuleset,
});

/** Tables of nft that iptables did not make and that packets of this kind pass. */
const isForeign = (table: string, kind: 'ip' | 'ip6'): boolean => {
  const [family = '', name = ''] = table.split(' ');
  if (family === kind) return !TABLES.some((known) => known === name);
  return ['inet', 'netdev', 'bridge', 'arp'].includes(family);
};

type Rulesets = Readonly<Record<BackEndName, Ruleset | undefined>>;

const gapsOf = (facts: WorldFacts, { nft, legacy }: Rulesets, kind: 'ip' | 'ip6'): string[] => {
  const { 'guest.nftTables': nftTables, 'guest.trafficControl': outside } = facts;
  const foreign = new Set([
    ...(nftTables ?? []).filter((table) => isForeign(table, kind)),
    ...(nft?.incompatibleTables ?? []).map((name) => `${kind} ${name}`),
  ]);
  return [
    ...(nft === undefined ? [say('the rules of iptables-nft are not known')] : []),
    ...(legacy === undefined ? [say('the rules of iptables-legacy are not known')] : []),
    ...(nftTables === undefined ? [say('the tables of nft that iptables did not make are not known')] : []),
    ...(outside === undefined ? [say('what filters outside netfilter (tc, XDP) is not known')] : []),
    ...[...foreign].map((table) => say('the nft table {table} was not made by iptables', { table })),
  ];
};

/** Queues that only order packets are on every card; one that loses some on purpose, a filter or a program may stop them. */
export const outsideOf = ({ kind, device, what }: TrafficControl): WorldOutside[] => {
  if (kind === 'xdp') return [{ device, what: say('an XDP program handles what comes in by {device}', { device }) }];
  if (kind === 'filter')
    return [
      { device, what: say('a filter of tc ({what}) handles packets of {device}', { what: what ?? '?', device }) },
    ];
  return what === 'netem' ? [{ device, what: say('netem on {device} loses or delays packets', { device }) }] : [];
};

/** The host's address on the switch: the one in the subnet of the VM's primary card that the VM does not have itself. */
const hostAddressOf = (facts: WorldFacts): string | null => {
  const interfaces = facts['guest.interfaces'] ?? [];
  const card = primary(interfaces);
  const near = card === null ? [] : ipv4Of(card).map(({ subnet }) => subnet);
  const own = cards(interfaces).flatMap((one) => ipv4Of(one).map(({ address }) => address));
  const found = (facts['host.addresses'] ?? []).find(
    ({ address }) => !own.includes(address) && near.some((subnet) => contains(subnet, address)),
  );
  return found?.address ?? null;
};

const madeOf = (facts: WorldFacts, rulesets: Rulesets, kind: 'ip' | 'ip6'): World => {
  const bridges = bridgesOf(facts['guest.containerNetworks'] ?? []);
  return {
    backEnds: [backEnd('nft', rulesets.nft), backEnd('legacy', rulesets.legacy)],
    gaps: gapsOf(facts, rulesets, kind),
    outside: (facts['guest.trafficControl'] ?? []).flatMap(outsideOf),
    interfaces: (facts['guest.interfaces'] ?? []).map((one) => interfaceOf(one, bridges)),
    routes: facts['guest.routes'] ?? null,
    policyRules: facts['guest.policyRules'] ?? null,
    settings: facts['guest.kernelSettings'] ?? null,
    listeners: facts['guest.listeners'] ?? null,
    containers:
      facts['guest.containers']?.map((one) => containerOf(one, facts['guest.containerNetworks'] ?? [])) ?? null,
    hostAddress: hostAddressOf(facts),
  };
};

/** The facts that the rules of IPv6 are read from. */
export const sixFacts = ['guest.ip6tablesNft', 'guest.ip6tablesLegacy'] as const;

type SixFacts = WorldFacts & { readonly [K in (typeof sixFacts)[number]]?: FactValues[K] | undefined };

/** The same VM with the rules that IPv6 packets meet. */
export const sixWorldOf = (facts: SixFacts): World =>
  madeOf(facts, { nft: facts['guest.ip6tablesNft'], legacy: facts['guest.ip6tablesLegacy'] }, 'ip6');

const ipv4WorldOf = (facts: WorldFacts): World =>
  madeOf(facts, { nft: facts['guest.iptablesNft'], legacy: facts['guest.iptablesLegacy'] }, 'ip');

/** Made once, its indexes are made once as well. */
const worlds = remembering<World>();

/** The world as the facts show it. Facts that are missing leave it open, and a walk says so. */
export const worldOf = (facts: WorldFacts): World => {
  const { 'guest.interfaces': interfaces } = facts;
  if (interfaces === undefined) return ipv4WorldOf(facts);
  return worlds(interfaces, [languageNow(), ...worldFacts.map((id) => facts[id])], () => ipv4WorldOf(facts));
};
