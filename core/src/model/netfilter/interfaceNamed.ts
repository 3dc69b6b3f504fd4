import type { WorldInterface } from './world.js';

const known = new WeakMap<readonly WorldInterface[], ReadonlyMap<string, WorldInterface>>();

/** By their names, made once for each list: a walk asks for an interface with every part of the packets. The first of a name counts. */
const byName = (interfaces: readonly WorldInterface[]): ReadonlyMap<string, WorldInterface> => {
  const made = new Map<string, WorldInterface>();
  for (const one of interfaces) if (!made.has(one.name)) made.set(one.name, one);
  known.set(interfaces, made);
  return made;
};

export const interfaceNamed = (
  interfaces: readonly WorldInterface[],
  name: string | null | undefined,
): WorldInterface | undefined => (name == null ? undefined : (known.get(interfaces) ?? byName(interfaces)).get(name));
