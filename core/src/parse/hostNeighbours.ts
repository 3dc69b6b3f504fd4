import * as z from 'zod/mini';
import { listOf, macText, number, record, text } from './hostShape.js';

/** MSFT_NetNeighbor.State, in its own order. */
const states = ['Unreachable', 'Incomplete', 'Probe', 'Delay', 'Stale', 'Reachable', 'Permanent'] as const;

/** The word, or its number: Windows' own formatting makes the word. */
const neighbourState = z.pipe(
  z.transform((value: unknown): unknown => states[Number(value)] ?? value),
  z.enum(states),
);

export const HostNeighbours = listOf(
  record({ address: text, mac: macText, interfaceIndex: number, state: neighbourState }),
);
/** Whom the host saw on its links, Get-NetNeighbor. */
export type HostNeighbour = Readonly<z.infer<typeof HostNeighbours>[number]>;
