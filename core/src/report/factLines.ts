/** What changes from one look to the next on a device on which nobody changed anything. */
const restlessKeys = new Set([
  ...['tookMs', 'offsetMs', 'delayMs', 'packets', 'bytes', 'counters', 'pid', 'handle', 'id', 'index'],
  ...['expires', 'leftSeconds', 'changedAt', 'startedAt'],
]);

/** The ends of containers' cables: with other names and addresses after every start. */
const CONTAINER_END = /^veth[0-9a-f]+(@if\d+)?$/;
/** Made by the kernel from a card's hardware address, which is another one after every start of a container. */
const LINK_LOCAL = /^fe80:/i;

/** What tells one entry of a list from the others, as far as it has it. */
const naming = [
  ...['container', 'from', 'layer', 'scope', 'interfaceAlias', 'name', 'path', 'server', 'host', 'transport'],
  ...['family', 'address', 'destination', 'port', 'protocol'],
];

type Entry = Readonly<Record<string, unknown>>;

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isRestless = (value: unknown): boolean => {
  if (typeof value === 'string') return LINK_LOCAL.test(value);
  if (!isEntry(value)) return false;
  const { name, address } = value;
  return (
    (typeof name === 'string' && CONTAINER_END.test(name)) || (typeof address === 'string' && LINK_LOCAL.test(address))
  );
};

/** A value without what is otherwise on every look. */
const settled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.filter((one) => !isRestless(one)).map(settled);
  if (!isEntry(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !restlessKeys.has(key));
  return Object.fromEntries(kept.map(([key, one]) => [key, settled(one)]));
};

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** A value in a line, to be read: without braces and quotes. An entry that says itself what it is, such as a rule, is told by that. */
const told = (value: unknown): string => {
  if (isNothing(value)) return '-';
  if (Array.isArray(value)) return value.map(told).join(', ');
  if (!isEntry(value)) return String(value);
  if (typeof value['text'] === 'string') return value['text'];
  const rest = Object.entries(value).filter(([key, one]) => !naming.includes(key) && !isNothing(one));
  const parts = rest.map(([key, one]) => `${key} ${told(one)}`);
  return [nameOf(value), ...parts].filter((part) => part !== '').join(', ');
};

const nameOf = (entry: Entry): string =>
  naming
    .map((key) => entry[key])
    .filter((one) => typeof one === 'string' || typeof one === 'number')
    .map(String)
    .filter((one) => one !== '')
    .join(' ');

export interface Lines {
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

const both = (parts: readonly Lines[]): Lines => ({
  gone: parts.flatMap(({ gone }) => gone),
  come: parts.flatMap(({ come }) => come),
});

const at = (place: string, text: string): string => (place === '' ? text : `${place}: ${text}`);
const inside = (place: string, key: string): string => [place, key].filter((part) => part !== '').join(' ');

/** What is in one list and not in the other, as often as it is. */
const without = (texts: readonly string[], others: readonly string[]): string[] => {
  const counts = new Map<string, number>();
  for (const one of others) counts.set(one, (counts.get(one) ?? 0) + 1);
  return texts.filter((one) => {
    const left = counts.get(one) ?? 0;
    counts.set(one, left - 1);
    return left <= 0;
  });
};

const byName = (entries: readonly unknown[]): ReadonlyMap<string, Entry> | null => {
  const named = new Map<string, Entry>();
  for (const one of entries) {
    if (!isEntry(one) || typeof one['text'] === 'string') return null;
    named.set(nameOf(one), one);
  }
  return named.size === entries.length && !named.has('') ? named : null;
};

const ofLists = (before: readonly unknown[], after: readonly unknown[], place: string): Lines => {
  const [then, now] = [byName(before), byName(after)];
  if (then === null || now === null) {
    const [was, is] = [before.map(told), after.map(told)];
    return { gone: without(was, is).map((one) => at(place, one)), come: without(is, was).map((one) => at(place, one)) };
  }
  return both(
    [...new Set([...then.keys(), ...now.keys()])].map((name): Lines => {
      const [was, is] = [then.get(name), now.get(name)];
      if (was !== undefined && is !== undefined) return differing(was, is, inside(place, name));
      return {
        gone: was === undefined ? [] : [at(place, told(was))],
        come: is === undefined ? [] : [at(place, told(is))],
      };
    }),
  );
};

const differing = (before: unknown, after: unknown, place: string): Lines => {
  if (JSON.stringify(before) === JSON.stringify(after)) return { gone: [], come: [] };
  if (Array.isArray(before) && Array.isArray(after)) return ofLists(before, after, place);
  if (isEntry(before) && isEntry(after) && typeof after['text'] !== 'string') {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return both(keys.map((key) => differing(before[key], after[key], inside(place, key))));
  }
  return { gone: [at(place, told(before))], come: [at(place, told(after))] };
};

/** What of a value is not there any more, and what was not there: a line each, and nothing of what is otherwise on every look. */
export const differences = (before: unknown, after: unknown): Lines => differing(settled(before), settled(after), '');
