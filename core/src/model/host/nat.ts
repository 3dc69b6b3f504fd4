import { covers, overlaps, parsePrefix, type Prefix } from '../../ipv4.js';
import type { Nat } from '../item.js';

export interface NatPrefix {
  readonly nat: Nat;
  readonly prefix: Prefix;
}

/** The NATs of the host whose prefix can be read. */
export const natPrefixes = (nats: readonly Nat[]): readonly NatPrefix[] =>
  nats.flatMap((nat) => {
    const prefix = parsePrefix(nat.internalPrefix);
    return prefix === null ? [] : [{ nat, prefix }];
  });

/** How the host's NATs relate to a subnet. */
export interface NatView {
  /** Translate all of it, and are switched on. */
  readonly covering: readonly NatPrefix[];
  /** Translate all of it, and are switched off. */
  readonly inactive: readonly NatPrefix[];
  /** Translate a part of it only. */
  readonly partial: readonly NatPrefix[];
  readonly elsewhere: readonly NatPrefix[];
}

export const viewNats = (nats: readonly Nat[], subnet: Prefix): NatView => {
  const all = natPrefixes(nats);
  const whole = all.filter(({ prefix }) => covers(prefix, subnet));
  const touching = all.filter(({ prefix }) => overlaps(prefix, subnet));
  return {
    covering: whole.filter(({ nat }) => nat.active !== false),
    inactive: whole.filter(({ nat }) => nat.active === false),
    partial: touching.filter((one) => !whole.includes(one)),
    elsewhere: all.filter((one) => !touching.includes(one)),
  };
};

/** A name for a NAT that none of them has: one of that name may be there, for another subnet. */
export const unusedNatName = (wanted: string, nats: readonly Nat[]): string => {
  const isTaken = (name: string): boolean => nats.some((nat) => nat.name.toLowerCase() === name.toLowerCase());
  let name = wanted;
  for (let count = 2; isTaken(name); count += 1) name = `${wanted} ${count}`;
  return name;
};
