import * as z from 'zod/mini';
import { later, listOf, number, optionalNumber, optionalText, record, text } from './shape.js';

export const HostReaches = listOf(
  record({
    host: text,
    port: number,
    /** As the host resolved it. */
    address: optionalText,
    tcp: z.enum(['connected', 'refused', 'silent', 'unreachable', 'unresolved']),
    tls: later(z.enum(['ok', 'failed', 'notTried'])),
    /** Who issued the certificate that was shown. */
    issuer: later(optionalText),
    /** By the proxy, `address` and `tcp` are the proxy's. */
    via: later(z.enum(['direct', 'proxy'])),
    tookMs: optionalNumber,
  }),
);
/** One attempt of the host to reach a port that the VM needs, as far as a TLS hello. */
export type HostReach = Readonly<z.infer<typeof HostReaches>[number]>;
