import type * as z from 'zod/mini';
import { listOf, optionalFlag, record, text } from './shape.js';

export const HostNats = listOf(record({ name: text, internalPrefix: text, active: optionalFlag }));
/** A NAT of the host, Get-NetNat. */
export type HostNat = Readonly<z.infer<typeof HostNats>[number]>;
