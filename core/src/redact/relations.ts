import type { FactTable } from '../facts/readFacts.js';
import { isObject } from '../parse/text/json.js';
import { bitsOfIpv4, bitsOfIpv6 } from './addressText.js';
import { classesIpv4, classesIpv6, keptIpv4, keptIpv6 } from './addressRanges.js';
import { wayTo, type Ground, type Mask } from './bitTree.js';
import { fileNames } from './fileNames.js';
import { isPublicInterface, publicWords } from './publicNames.js';

/** What a snapshot's values have to do with each other, beyond being the same or not. */
export interface Relations {
  readonly ipv4: Ground;
  readonly ipv6: Ground;
  /** Names of interfaces. */
  readonly interfaces: ReadonlySet<string>;
  /** What stands before the `+` or `*` of a pattern for interfaces, and whether it is a part of names that everybody has. */
  readonly stems: ReadonlyMap<string, boolean>;
  /** Names of systemd's files, and others that come in the same order. */
  readonly files: ReadonlyMap<string, string>;
}

/** How many bits a subnet must have of its own, beyond its range's, for its first and last address to hide it. */
const OWN_BITS = 4;

interface Found {
  readonly still: Set<string>;
  readonly masks: Mask[];
}

/** What was found, by how many bits an address has. */
type Families = ReadonlyMap<number, Found>;

const bitsOf = (address: string): string | null => bitsOfIpv4(address) ?? bitsOfIpv6(address);

const commonLength = (one: string, other: string): number => {
  const differs = Array.from(one).findIndex((bit, at) => bit !== other[at]);
  return differs < 0 ? one.length : differs;
};

const isEdge = (rest: string): boolean => rest.length > 1 && (!rest.includes('1') || !rest.includes('0'));

/** Turns no bit on the way to these addresses, from a length on: what is before and behind them stays there. */
const keepOrder = (found: Families, addresses: readonly string[], from: number): void => {
  for (const address of addresses) for (const node of wayTo(address, from)) found.get(address.length)?.still.add(node);
};

const addSubnet = (found: Families, address: string, length: number, isAddress: boolean): void => {
  const bits = bitsOf(address);
  if (bits === null || length < 1 || length >= bits.length) return;
  const prefix = bits.slice(0, length);
  const range = [...classesIpv4, ...classesIpv6].find((one) => prefix.startsWith(one.slice(0, length))) ?? '';
  // A machine that carries the first or last address of its subnet is a fault, which must still show.
  if (length - range.length >= OWN_BITS || (isAddress && isEdge(bits.slice(length))))
    keepOrder(found, [prefix.padEnd(bits.length, '0'), prefix.padEnd(bits.length, '1')], length);
};

/** A mask that is none of leading ones compares bits behind its first gap: they stay as they are. */
const addMask = (found: Families, address: string, mask: string): void => {
  const [bits, ones] = [bitsOf(address), bitsOf(mask)];
  if (bits === null || !ones?.includes('01')) return;
  found.get(bits.length)?.masks.push({ prefix: bits.slice(0, ones.indexOf('0')), mask: ones });
};

/** Whoever is in a range stays in it; of one that begins in another network than it ends, the ends would not be hidden. */
const addRange = (found: Families, first: string, last: string): void => {
  const [from, to] = [bitsOf(first), bitsOf(last)];
  if (from === null || to === null || from.length !== to.length) return;
  const common = commonLength(from, to);
  if (common >= 8) keepOrder(found, [from, to], common);
};

const addText = (found: Families, text: string): void => {
  const [, first = '', sign, second = ''] = /^([0-9A-Fa-f.:]{2,45})([/-])([0-9A-Fa-f.:]{1,45})$/.exec(text) ?? [];
  if (sign === '-') addRange(found, first, second);
  else if (sign === '/' && /^\d{1,3}$/.test(second)) addSubnet(found, first, Number(second), false);
  else if (sign === '/') addMask(found, first, second);
};

/** Every text of a typed fact, and every address with its length. */
const collect = (found: Families, value: unknown): void => {
  if (typeof value === 'string') addText(found, value);
  else if (Array.isArray(value)) for (const one of value) collect(found, one);
  else if (isObject(value)) {
    const { address, prefixLength } = value;
    if (typeof address === 'string' && typeof prefixLength === 'number') addSubnet(found, address, prefixLength, true);
    for (const one of Object.values(value)) collect(found, one);
  }
};

const valueOf = <K extends keyof FactTable>(facts: FactTable, id: K) => {
  const state = facts[id];
  return state.ok ? state.value : undefined;
};

const rulesets = (facts: FactTable) =>
  (['guest.iptablesNft', 'guest.iptablesLegacy', 'guest.ip6tablesNft', 'guest.ip6tablesLegacy'] as const)
    .flatMap((id) => valueOf(facts, id)?.tables ?? [])
    .concat(
      (['guest.ip4save', 'guest.ip6save'] as const).flatMap((id) => {
        const saved = valueOf(facts, id);
        return saved?.ruleset.ok === true ? saved.ruleset.value.tables : [];
      }),
    );

const patterns = (facts: FactTable): readonly string[] => {
  const rules = rulesets(facts).flatMap(({ chains }) => chains.flatMap((chain) => chain.rules));
  const inRules = rules.flatMap((rule) => [rule.inInterface?.value ?? '', rule.outInterface?.value ?? '']);
  const files = valueOf(facts, 'guest.networkFiles') ?? [];
  const entries = files.flatMap(({ sections }) => sections.flatMap((section) => section.entries));
  return [...inRules, ...entries.filter(({ key }) => key === 'Name').flatMap(({ value }) => value.split(/\s+/))];
};

const stemsOf = (facts: FactTable, names: readonly string[]): ReadonlyMap<string, boolean> => {
  const stems = patterns(facts).flatMap((pattern) => /^!?([\w.-]{1,64})[+*]/.exec(pattern)?.[1] ?? []);
  const shared = ['lo', ...names.filter(isPublicInterface)];
  return new Map(stems.map((stem) => [stem, publicWords.has(stem) || shared.some((name) => name.startsWith(stem))]));
};

const noneFound = (): Found => ({ still: new Set(), masks: [] });

export const relationsOf = (facts: FactTable): Relations => {
  const [four, six] = [noneFound(), noneFound()];
  const families = new Map([
    [32, four],
    [128, six],
  ]);
  for (const state of Object.values(facts)) if (state.ok) collect(families, state.value);
  const names = (valueOf(facts, 'guest.interfaces') ?? []).map(({ name }) => name);
  return {
    ipv4: { kept: keptIpv4, classes: classesIpv4, ...four },
    ipv6: { kept: keptIpv6, classes: classesIpv6, ...six },
    interfaces: new Set(names),
    stems: stemsOf(facts, names),
    files: fileNames((valueOf(facts, 'guest.networkFiles') ?? []).map(({ path }) => path)),
  };
};
