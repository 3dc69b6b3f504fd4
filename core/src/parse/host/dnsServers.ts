import type * as z from 'zod/mini';
import { listOf, number, record, text } from './shape.js';

export const HostDnsServers = listOf(record({ interfaceIndex: number, interfaceAlias: text, servers: listOf(text) }));
/** The DNS servers of one adapter of the host, Get-DnsClientServerAddress. */
export type HostDnsServer = Readonly<z.infer<typeof HostDnsServers>[number]>;
