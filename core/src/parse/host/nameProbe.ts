import * as z from 'zod/mini';
import { listOf, optionalNumber, record, text } from './shape.js';

export const HostNameLookups = listOf(
  record({
    name: text,
    addresses: listOf(text),
    state: z.enum(['resolved', 'unresolved', 'timedOut']),
    tookMs: optionalNumber,
  }),
);
/** What the host's own resolution makes of a name that the VM needs. */
export type HostNameLookup = Readonly<z.infer<typeof HostNameLookups>[number]>;
