import type * as z from 'zod/mini';
import { listOf, number, optionalText, record, text } from './shape.js';

export const HostAddresses = listOf(
  record({
    address: text,
    prefixLength: number,
    interfaceIndex: number,
    interfaceAlias: text,
    /** Where it is from: Manual, Dhcp, WellKnown (link-local) ... */
    origin: optionalText,
  }),
);
/** An IPv4 address of the host, Get-NetIPAddress. */
export type HostAddress = Readonly<z.infer<typeof HostAddresses>[number]>;
