import * as z from 'zod/mini';
import { listOf, number, optionalNumber, optionalText, record, text } from './hostShape.js';

export const HostReaches = listOf(
  record({
    host: text,
    port: number,
    /** As the host resolved it. */
    address: optionalText,
    tcp: z.enum(['connected', 'refused', 'silent', 'unreachable', 'unresolved']),
    tookMs: optionalNumber,
  }),
);
/** One attempt of the host to reach a port that the VM needs. */
export type HostReach = Readonly<z.infer<typeof HostReaches>[number]>;
