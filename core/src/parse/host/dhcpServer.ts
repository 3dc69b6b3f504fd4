import type * as z from 'zod/mini';
import { flag, listOf, number, record, text } from './shape.js';

/** An option by its number (RFC 2132): 3 = router, 6 = DNS servers. */
const options = listOf(record({ id: number, values: listOf(text) }));

export const HostDhcpServer = record({
  /** Whether the DHCP server role is there. */
  installed: flag,
  /** Of the server, for all scopes that do not have their own. */
  options,
  scopes: listOf(record({ id: text, subnetMask: text, first: text, last: text, active: flag, options })),
});
/** The DHCP server of the host, Get-DhcpServerv4Scope. */
export type HostDhcpServer = Readonly<z.infer<typeof HostDhcpServer>>;
