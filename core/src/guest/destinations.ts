import type { Destination } from '../contract/destination.js';
import type { IotedgeCheck, ProbeLevel } from '../contract/request.js';
import { GuestOutput, type Snapshot } from '../contract/snapshot.js';
import { CoreFault } from '../engine/coreFault.js';
import type { FactTable } from '../facts/readFacts.js';
import { questionsFor } from '../model/host/questions.js';
import { isIpv4 } from '../ipv4.js';

type Why = Destination['why'];
type Words = readonly string[];

/** The lines of `guest.targets`, each as its kind and its words. */
const targetLines = ({ facts }: Snapshot): readonly Words[] => {
  const envelope = Object.hasOwn(facts, 'guest.targets') ? facts['guest.targets'] : undefined;
  const output = GuestOutput.safeParse(envelope?.status === 'ok' ? envelope.value : null);
  const lines = output.success ? output.data.text.trim().split('\n') : [];
  if (lines.at(-1) === 'end') return lines.slice(0, -1).map((line) => line.split(' '));
  const why = envelope === undefined || envelope.status === 'ok' ? 'it was not found in time' : envelope.reason;
  throw new CoreFault('TargetsUnknown', `What a look would ask is not known: ${why}`, 'guest.targets');
};

const ofKind = (lines: readonly Words[], kind: string): readonly Words[] =>
  lines.flatMap(([first, ...words]) => (first === kind ? [words] : []));

const one = (
  why: Why,
  protocol: Destination['protocol'],
  host: string,
  port: number | null,
  from: readonly string[] = ['vm'],
): Destination => ({ host, protocol, port, why, from: [...from] });

const dns = (servers: readonly string[], from: readonly string[]): readonly Destination[] =>
  servers.flatMap((server) => [one('dns', 'udp', server, 53, from), one('dns', 'tcp', server, 53, from)]);

const standard = (lines: readonly Words[]): readonly Destination[] => {
  const networks = ofKind(lines, 'network');
  const places = ['vm', ...networks.map(([from = '']) => from)];
  const required = ofKind(lines, 'port').flatMap(([host = '', ...ports]) => [
    ...ports.map((port) => one('required', 'tcp', host, Number(port), places)),
    one('pathMtu', 'icmp', host, null, ['vm']),
  ]);
  return [
    ...dns(
      ofKind(lines, 'server').map(([server = '']) => server),
      ['vm'],
    ),
    ...networks.flatMap(([from = '', , ...servers]) => dns(servers, [from])),
    ...required,
    ...ofKind(lines, 'proxy').map(([host = '', port = '']) => one('proxy', 'tcp', host, Number(port))),
    ...ofKind(lines, 'ntp').map(([host = '']) => one('ntp', 'udp', host, 123)),
    ...ofKind(lines, 'gateway').map(([, address = '']) => one('gateway', 'icmp', address, null)),
    ...ofKind(lines, 'control').flatMap(([address = '', port = '']) => [
      one('control', 'udp', address, 53),
      one('control', 'tcp', address, Number(port)),
    ]),
  ];
};

/** What the host tries for itself: the ports that the VM offers, and what the VM needs. */
const ofHost = (lines: readonly Words[], facts: FactTable): readonly Destination[] => {
  const { ports, endpoints, proxied, queries } = questionsFor(
    {
      names: ofKind(lines, 'name').map(([name = '']) => name),
      endpoints: ofKind(lines, 'port').flatMap(([host = '', ...numbers]) =>
        numbers.map((port) => ({ host, port: Number(port) })),
      ),
      servers: ofKind(lines, 'server').map(([server = '']) => server),
    },
    facts,
  );
  return [
    ...ports.map(({ address, port }) => one('offered', 'tcp', address, port, ['host'])),
    // Windows resolves the names by its own servers, which are among these.
    ...queries.map(({ server, transport }) => one('dns', transport, server, 53, ['host'])),
    ...endpoints.map(({ host, port }) => one('required', 'tcp', host, port, ['host'])),
    ...proxied.map(({ proxy, proxyPort }) => one('proxy', 'tcp', proxy, proxyPort, ['host'])),
  ];
};

/** Each place once, with all who go there. */
const merged = (list: readonly Destination[]): Destination[] => {
  const places = new Map<string, Destination>();
  for (const next of list) {
    const key = JSON.stringify([next.protocol, next.host, next.port, next.why]);
    const before = places.get(key);
    places.set(key, before === undefined ? next : { ...before, from: [...new Set([...before.from, ...next.from])] });
  }
  return [...places.values()];
};

/** The VM's own addresses, as requested.sh picks them. */
const own = (facts: FactTable): readonly Destination[] => {
  const cards = facts['guest.interfaces'];
  if (!cards.ok) return [];
  return cards.value
    .filter(({ kind, up }) => up && kind !== 'bridge')
    .flatMap(({ addresses }) => addresses.filter(({ address, scope }) => isIpv4(address) && scope === 'global'))
    .slice(0, 2)
    .map(({ address }) => one('duplicate', 'arp', address, null));
};

/** What `iotedge check` goes to besides the device's own destinations (its ntp-server and latest-version defaults). */
const checks: readonly Destination[] = [
  one('iotedgeCheck', 'udp', 'pool.ntp.org', 123),
  one('iotedgeCheck', 'tcp', 'aka.ms', 443),
];

/**
 * Where a look would send packets, by the targets that a look at level none has found.
 * @throws CoreFault TargetsUnknown
 */
export const destinations = (
  snapshot: Snapshot,
  facts: FactTable,
  level: ProbeLevel,
  iotedgeCheck: IotedgeCheck = 'no',
): Destination[] => {
  if (level === 'none') return [];
  const lines = targetLines(snapshot);
  return merged([
    ...standard(lines),
    ...ofHost(lines, facts),
    ...(level === 'deep' ? own(facts) : []),
    ...(iotedgeCheck === 'no' ? [] : checks),
  ]);
};
