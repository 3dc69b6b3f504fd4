import * as z from 'zod/mini';
import { describe, named } from './describe.js';

export const DnsLayer = named(
  'DnsLayer',
  z.enum(['host', 'vmLink', 'vmGlobal', 'vmFallback', 'engine', 'network', 'module']),
  'Where name resolution is configured: the Windows host, a link of the VM, the VM as a whole, its fallback, the container engine, a container network, a module.',
);
export type DnsLayer = z.infer<typeof DnsLayer>;

export const DnsAnswer = named(
  'DnsAnswer',
  z.strictObject({
    state: z.enum(['answered', 'silent', 'refused', 'notAsked']),
    tookMs: describe(z.nullable(z.number()), 'Milliseconds until the answer; null without one.'),
  }),
  'How a server answered over one transport.',
);
export type DnsAnswer = z.infer<typeof DnsAnswer>;

export const DnsName = named(
  'DnsName',
  z.strictObject({
    name: z.string(),
    addresses: describe(
      z.array(z.string()),
      'What the name resolves to here; empty where it does not, or was not asked for.',
    ),
    asked: describe(
      z.boolean(),
      'Whether it was asked for here; false only for names of your own that a look left out.',
    ),
    agrees: describe(
      z.nullable(z.boolean()),
      'Whether this layer gives what the VM gives; null where either gave nothing.',
    ),
  }),
  'What a required name, or one of your own, resolves to at a layer.',
);
export type DnsName = z.infer<typeof DnsName>;

/** One row of the DNS report: one server at one layer. */
export const DnsReportRow = named(
  'DnsReportRow',
  z.strictObject({
    layer: DnsLayer,
    scope: describe(z.string(), 'Which link, network or module; empty where the layer has only one.'),
    server: describe(z.string(), "The server's address; empty where the layer has none."),
    configuredIn: describe(z.string(), 'The file or command that shows the setting.'),
    udp: DnsAnswer,
    tcp: DnsAnswer,
    names: z.array(DnsName),
    verdict: z.enum(['works', 'fails', 'unknown', 'unused']),
    message: describe(z.string(), 'The verdict in a sentence.'),
    device: z.string(),
    collectedAt: z.string(),
  }),
  'One DNS server at one layer: where it is configured, how it answers, what names become.',
);
export type DnsReportRow = z.infer<typeof DnsReportRow>;
