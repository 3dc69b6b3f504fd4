import { remembering } from '../../remembering.js';
import type { WorldInterface } from './world.js';

const byName = remembering<ReadonlyMap<string, WorldInterface>>();

/** By its name, looked up once for each list: a walk asks for an interface with every part of the packets. The first of a name counts. */
export const interfaceNamed = (
  interfaces: readonly WorldInterface[],
  name: string | null | undefined,
): WorldInterface | undefined =>
  name == null
    ? undefined
    : byName(interfaces, [], () => new Map(interfaces.toReversed().map((one) => [one.name, one]))).get(name);
