import type { Rule } from '../../parse/iptables/rule.js';
import { toNumber } from '../../ipv4.js';
import { effectOf, type Effect, type Translation } from './effects.js';
import type { Ranges } from './field.js';
import { groundOf, type Ground } from './ground.js';
import type { Span } from './packet.js';
import { addressType } from './routing.js';
import type { World } from './world.js';

export type Side = Translation['side'];
type BySide<T> = Readonly<Record<Side, T>>;

/** What may stand in a packet by the time that a rule looks at it, whatever stood there as it came in. */
export interface Written {
  readonly ports: BySide<Ranges>;
  readonly addresses: BySide<Ranges>;
  /** Whether it may be an address of the VM itself by the time that routing looks. */
  readonly own: BySide<boolean>;
  /** Whether every packet has a connection once it is past `raw`. */
  readonly tracked: boolean;
}

const effectsIn = ({ backEnds }: World, table: string): Effect[] =>
  backEnds
    .flatMap(({ ruleset }) => ruleset.tables)
    .filter(({ name }) => name === table)
    .flatMap(({ chains }) => chains.flatMap(({ rules }) => rules))
    .map((rule: Rule) => effectOf(rule, new Set()));

const LOOPBACK: Span = [0x7f000001, 0x7f000001];

/** MASQUERADE and REDIRECT write an address of the VM's own. */
const ownAddresses = ({ interfaces }: World): Span[] => {
  const addresses = interfaces.flatMap((one) => one.addresses).map(({ address }) => toNumber(address));
  return [LOOPBACK, ...addresses.filter((value) => value !== null).map((value): Span => [value, value])];
};

/** Whether an address is one that the VM itself, every machine of a link, or a group listens to. */
export const isHere = ({ fib }: Ground, address: number): boolean => addressType(fib, address) !== 'UNICAST';

const holdsHere = (ground: Ground, [lo, hi]: Span): boolean =>
  [lo, ...ground.fib.typeCuts.filter((cut) => cut > lo && cut <= hi)].some((value) => isHere(ground, value));

const HERE = ['local', 'broadcast', 'multicast', 'anycast'];

/** Whether the table `local` alone says what is for the VM itself, as it does unless somebody made such routes elsewhere. */
const isToldByLocal = ({ fib: { tables } }: Ground): boolean =>
  [...tables].every(([table, { routes }]) => table === 'local' || routes.every(({ type }) => !HERE.includes(type)));

const tracksAll = (ground: Ground): boolean =>
  ground.tracking && effectsIn(ground.world, 'raw').every(({ kind }) => kind !== 'untrack' && kind !== 'unknown');

/** What the rules of any of these worlds may write. */
export const writtenIn = (worlds: readonly World[]): Written => {
  const grounds = worlds.map(groundOf);
  const own = worlds.flatMap(ownAddresses);
  const translations = worlds.flatMap((world) => effectsIn(world, 'nat').filter(({ kind }) => kind === 'translate'));
  const spans = (side: Side, spansOf: (one: Translation) => readonly (Span | null)[]): Span[] =>
    translations
      .filter((one): one is Translation => one.kind === 'translate' && one.side === side)
      .flatMap(spansOf)
      .filter((span) => span !== null);
  const bySide = (spansOf: (one: Translation) => readonly (Span | null)[]): BySide<Span[]> => ({
    source: spans('source', spansOf),
    destination: spans('destination', spansOf),
  });
  const addresses = bySide(({ address }) => (address === 'interface' ? own : [address]));
  const tracked = grounds.every(tracksAll);
  const told = grounds.every(isToldByLocal);
  return {
    ports: bySide(({ port }) => [port]),
    addresses,
    tracked,
    own: {
      // What was translated is turned back before an answer is routed, where there is a connection.
      source: !told || !tracked,
      destination: !told || addresses.destination.some((span) => grounds.some((ground) => holdsHere(ground, span))),
    },
  };
};
