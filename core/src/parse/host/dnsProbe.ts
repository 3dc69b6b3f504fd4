import * as z from 'zod/mini';
import { listOf, optionalNumber, optionalText, record, text } from './shape.js';

export const HostDnsQueries = listOf(
  record({
    server: text,
    transport: z.enum(['udp', 'tcp']),
    name: text,
    /** An answer that says no (NXDOMAIN, SERVFAIL) is an answer: the server was reached. */
    state: z.enum(['answered', 'silent', 'refused', 'failed']),
    /** NOERROR, NXDOMAIN, SERVFAIL, REFUSED ... */
    rcode: optionalText,
    addresses: listOf(text),
    tookMs: optionalNumber,
  }),
);
/** One question of the host to one DNS server: its own servers, and those of the VM. */
export type HostDnsQuery = Readonly<z.infer<typeof HostDnsQueries>[number]>;
