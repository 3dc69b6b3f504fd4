import * as z from 'zod/mini';
import { describe, named } from './describe.js';
import { DnsReportRow } from './dnsReport.js';
import { Finding, RuleId } from './finding.js';
import { SuppressionUse } from './suppression.js';
import { PacketTrace } from './trace.js';

export const ReportFormat = named(
  'ReportFormat',
  z.enum(['html', 'markdown', 'json', 'jsonLines', 'csv', 'junit']),
  'html: one page for people. markdown: for an issue. json, jsonLines, csv, junit: for programs.',
);
export type ReportFormat = z.infer<typeof ReportFormat>;

export const hopNames = ['host', 'switch', 'vm', 'containers', 'dns', 'gateway', 'hub'] as const;

export const PathHop = named(
  'PathHop',
  z.strictObject({
    hop: z.enum(hopNames),
    name: describe(z.string(), 'What stands there; empty where it is not known.'),
    addresses: z.array(z.string()),
    state: describe(
      z.enum(['ok', 'broken', 'fail', 'affected', 'unknown', 'unseen']),
      'broken: what to mend first is here. fail: another fault. affected: only what a fault elsewhere explains. unseen: nothing was judged here.',
    ),
    rules: describe(z.array(RuleId), 'The rules whose findings fail or are unknown here.'),
  }),
  'One place on the way from the host to the hub.',
);
export type PathHop = z.infer<typeof PathHop>;
export type HopName = PathHop['hop'];

export const DeviceAbout = named(
  'DeviceAbout',
  z.strictObject({
    release: z.string(),
    system: z.string(),
    switch: z.string(),
    allocation: z.string(),
    address: z.string(),
    protocol: z.string(),
    upstream: z.string(),
  }),
  'What a device is, in words; a question mark for what is not known.',
);
export type DeviceAbout = z.infer<typeof DeviceAbout>;

/** All that a report says of one look at one device. */
export const DeviceReport = named(
  'DeviceReport',
  z.strictObject({
    device: z.string(),
    collectedAt: z.string(),
    about: describe(z.nullable(DeviceAbout), 'Null where only findings are at hand.'),
    path: z.array(PathHop),
    dns: z.array(DnsReportRow),
    trails: describe(z.array(PacketTrace), 'The ways of packets to the ports that the VM offers, and to the hub.'),
    findings: z.array(Finding),
    suppressions: describe(z.array(SuppressionUse), 'What became of the suppressions of the profile.'),
  }),
  'One look at one device, judged: what a report is made from.',
);
export type DeviceReport = z.infer<typeof DeviceReport>;
