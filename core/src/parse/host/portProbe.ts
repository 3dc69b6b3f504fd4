import * as z from 'zod/mini';
import { listOf, number, optionalNumber, record, text } from './shape.js';

export const HostPortProbes = listOf(
  record({
    address: text,
    port: number,
    protocol: z.enum(['tcp', 'udp']),
    state: z.enum(['connected', 'refused', 'silent', 'unreachable']),
    tookMs: optionalNumber,
  }),
);
/** A connection of the host to a port that the device offers. */
export type HostPortProbe = Readonly<z.infer<typeof HostPortProbes>[number]>;
