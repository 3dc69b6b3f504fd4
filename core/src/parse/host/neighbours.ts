import * as z from 'zod/mini';
import { listOf, macText, number, record, text } from './shape.js';

/** MSFT_NetNeighbor.State, in its own order. */
const states = ['Unreachable', 'Incomplete', 'Probe', 'Delay', 'Stale', 'Reachable', 'Permanent'] as const;

const stateOf = (value: unknown): unknown => {
  const index = typeof value === 'string' && /^\d$/.test(value) ? Number(value) : value;
  return typeof index === 'number' ? states[index] : value;
};

/** The word, or its number: Windows' own formatting makes the word. */
const neighbourState = z.pipe(z.transform(stateOf), z.enum(states));

export const HostNeighbours = listOf(
  record({ address: text, mac: macText, interfaceIndex: number, state: neighbourState }),
);
/** Whom the host saw on its links, Get-NetNeighbor. */
export type HostNeighbour = Readonly<z.infer<typeof HostNeighbours>[number]>;
