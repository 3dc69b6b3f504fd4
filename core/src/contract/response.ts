import * as z from 'zod/mini';
import { BypassPlan, BypassVerdict } from './bypassPlan.js';
import { SnapshotChange } from './change.js';
import { describe, named } from './describe.js';
import { Destination } from './destination.js';
import { DnsPlan, NameAtLayer } from './dnsPlan.js';
import { DnsReportRow } from './dnsReport.js';
import { FirewallRule } from './firewallRule.js';
import { FleetOverview } from './fleet.js';
import { Category, Finding, RuleId, Severity } from './finding.js';
import { CONTRACT } from './number.js';
import { RepairPlan, RunId } from './plan.js';
import { DeviceReport } from './report.js';
import { Snapshot } from './snapshot.js';
import { SuppressionUse } from './suppression.js';
import { PacketTrace } from './trace.js';

const head = { contract: z.literal(CONTRACT), coreVersion: z.string() };
const Port = z.int().check(z.minimum(1), z.maximum(65_535));
const count = z.int().check(z.nonnegative());

export const Counts = named(
  'Counts',
  z.strictObject({ pass: count, fail: count, notApplicable: count, unknown: count, error: count, suppressed: count }),
  'How many findings have each outcome; faults that are suppressed are counted as that alone.',
);
export type Counts = z.infer<typeof Counts>;

export const RuleInfo = named(
  'RuleInfo',
  z.strictObject({
    rule: RuleId,
    category: Category,
    severity: Severity,
    title: z.string(),
    requires: describe(z.array(z.string()), 'The facts without which the rule cannot judge.'),
    guide: describe(z.array(z.string()), "The rows of Microsoft's troubleshooting guide that it automates."),
    page: z.string(),
  }),
  'What a rule says of itself.',
);
export type RuleInfo = z.infer<typeof RuleInfo>;

export const CoreError = named(
  'CoreError',
  z.strictObject({
    id: describe(z.string(), 'Permanent id, PascalCase.'),
    message: z.string(),
    target: describe(z.string(), 'What the error is about: a path, a rule id, a request.'),
  }),
  'Why a request was not carried out.',
);
export type CoreError = z.infer<typeof CoreError>;

export const RedactionReport = named(
  'RedactionReport',
  z.strictObject({
    replaced: z.array(
      z.strictObject({
        kind: z.enum(['ipv4', 'ipv6', 'mac', 'name', 'identifier', 'secret', 'text']),
        values: describe(count, 'How many different values.'),
        places: describe(count, 'In how many places they stood.'),
      }),
    ),
    dropped: z.array(
      z.strictObject({
        fact: z.string(),
        part: describe(
          z.enum(['fact', 'lines', 'fields']),
          'fact: all of it. lines: of its text. fields: of its objects.',
        ),
        count,
      }),
    ),
    changedRules: describe(
      z.array(RuleId),
      'Rules that judge the redacted snapshot otherwise than the original; empty where all findings are the same.',
    ),
  }),
  'What a redaction replaced and left out; no value of the device is in it.',
);
export type RedactionReport = z.infer<typeof RedactionReport>;

export const GuestCommand = describe(
  z.string().check(z.maxLength(24_000)),
  'One command line for Invoke-EflowVmCommand: no double quotes, ASCII.',
);

export const responses = {
  guestCommands: z.strictObject({
    ...head,
    kind: z.literal('guestCommands'),
    nonce: z.string(),
    commands: describe(z.array(GuestCommand), 'What to run next; empty when all has come.'),
    note: describe(z.nullable(z.string()), 'Why there is more than one, for the log.'),
  }),
  guestScript: z.strictObject({
    ...head,
    kind: z.literal('guestScript'),
    script: describe(z.string(), 'For bash, with its comments: how to run it stands at its beginning.'),
  }),
  hostQuestions: z.strictObject({
    ...head,
    kind: z.literal('hostQuestions'),
    ports: describe(z.array(z.strictObject({ address: z.string(), port: Port })), 'Ports of the VM to try.'),
    names: describe(z.array(z.string()), "Names to resolve as the host's programs do."),
    endpoints: describe(z.array(z.strictObject({ host: z.string(), port: Port })), 'Ports to try that the VM needs.'),
    proxied: describe(
      z.array(z.strictObject({ host: z.string(), port: Port, proxy: z.string(), proxyPort: Port })),
      'The same by the proxy that is set.',
    ),
    queries: describe(
      z.array(z.strictObject({ server: z.string(), transport: z.enum(['udp', 'tcp']), name: z.string() })),
      'Questions for DNS servers.',
    ),
  }),
  destinations: z.strictObject({
    ...head,
    kind: z.literal('destinations'),
    destinations: describe(z.array(Destination), 'Where a look would send packets; empty at level none.'),
  }),
  diagnose: z.strictObject({
    ...head,
    kind: z.literal('diagnose'),
    device: z.string(),
    collectedAt: z.string(),
    counts: describe(Counts, 'How many findings have each outcome, the verdict (DEV001) left out.'),
    findings: describe(
      z.array(Finding),
      'The verdict (DEV001), then in the order in which to mend: fail, unknown, error, then the rest; consequences behind their cause.',
    ),
    suppressions: describe(z.array(SuppressionUse), 'What became of the suppressions of the profile.'),
  }),
  dnsReport: z.strictObject({ ...head, kind: z.literal('dnsReport'), rows: z.array(DnsReportRow) }),
  firewallRules: z.strictObject({
    ...head,
    kind: z.literal('firewallRules'),
    rules: z.array(FirewallRule),
    missing: describe(z.array(z.string()), 'What could not be listed, and why: without these the list is not whole.'),
  }),
  planFirewall: z.strictObject({ ...head, kind: z.literal('planFirewall'), plan: RepairPlan }),
  planDns: z.strictObject({
    ...head,
    kind: z.literal('planDns'),
    plan: DnsPlan,
    nonce: describe(z.nullable(z.string()), 'To be given back with the reply; null where nothing is to be asked.'),
    ask: describe(
      z.nullable(GuestCommand),
      'Asks servers from the guest that nobody asked yet; null where none is left.',
    ),
  }),
  dnsCommands: z.strictObject({
    ...head,
    kind: z.literal('dnsCommands'),
    nonce: z.string(),
    apply: describe(GuestCommand, 'Keeps the files and arms the timer; the servers are set by the host afterwards.'),
    commit: describe(GuestCommand, 'Notes what was changed and cancels the timer.'),
    settle: describe(GuestCommand, 'After a crash: a change that was confirmed stays, any other is taken back.'),
    revert: describe(GuestCommand, 'Puts the files back now and checks that they are back.'),
    unapply: describe(GuestCommand, 'Puts back what was confirmed, on a timer that puts it in again.'),
    uncommit: describe(GuestCommand, 'Tries what must still hold, and cancels that timer.'),
  }),
  verifyDns: z.strictObject({
    ...head,
    kind: z.literal('verifyDns'),
    passed: z.boolean(),
    reason: describe(z.nullable(z.string()), 'Why it did not pass, or what is still not mended where it did.'),
    names: z.array(NameAtLayer),
  }),
  planBypass: z.strictObject({ ...head, kind: z.literal('planBypass'), plan: BypassPlan }),
  bypassCommands: z.strictObject({
    ...head,
    kind: z.literal('bypassCommands'),
    nonce: z.string(),
    apply: describe(GuestCommand, 'Keeps the rules, arms the timer, then opens.'),
    settle: describe(GuestCommand, 'After a crash: closes again.'),
    revert: describe(GuestCommand, 'Closes again and compares rule for rule.'),
  }),
  judgeBypass: z.strictObject({ ...head, kind: z.literal('judgeBypass'), verdict: BypassVerdict }),
  repairCommands: z.strictObject({
    ...head,
    kind: z.literal('repairCommands'),
    nonce: z.string(),
    run: describe(RunId, 'Names this carrying out of the plan: in the journal, and in the backup in the guest.'),
    apply: describe(GuestCommand, 'Backs up, arms the timer, then changes what is live.'),
    commit: describe(GuestCommand, 'Persists and cancels the timer.'),
    settle: describe(GuestCommand, 'After a crash: a change that was confirmed stays, any other is taken back.'),
    revert: describe(GuestCommand, 'Takes the change back and checks that it is back.'),
    unapply: describe(GuestCommand, 'Takes back live what was confirmed, on a timer that puts it in again.'),
    uncommit: describe(GuestCommand, 'Takes it back in the saved rules too, and cancels that timer.'),
  }),
  repairResult: z.strictObject({
    ...head,
    kind: z.literal('repairResult'),
    ok: z.boolean(),
    state: describe(z.string(), 'What the guest says it did: applied, committed, reverted, drift, busy or failed.'),
    message: z.string(),
    detail: describe(
      z.nullable(z.string().check(z.regex(/^[0-9a-f]{1,64}$/))),
      'After applied the hash of the backup, after committed how many packets have met the new rules.',
    ),
  }),
  snapshot: z.strictObject({
    ...head,
    report: describe(z.optional(RedactionReport), 'What redaction did; absent where none was asked for.'),
    kind: z.literal('snapshot'),
    snapshot: Snapshot,
  }),
  assess: z.strictObject({ ...head, kind: z.literal('assess'), device: DeviceReport }),
  compare: z.strictObject({ ...head, kind: z.literal('compare'), changes: z.array(SnapshotChange) }),
  report: z.strictObject({
    ...head,
    kind: z.literal('report'),
    text: describe(z.string(), 'The whole report, a file to write.'),
  }),
  fleet: z.strictObject({ ...head, kind: z.literal('fleet'), overview: FleetOverview }),
  rules: z.strictObject({ ...head, kind: z.literal('rules'), rules: z.array(RuleInfo) }),
  trace: z.strictObject({ ...head, kind: z.literal('trace'), trace: PacketTrace }),
  error: z.strictObject({ ...head, kind: z.literal('error'), error: CoreError }),
};

/** What the core answers: one JSON object a line on standard output, in the order of the requests. */
export const Response = named(
  'Response',
  z.discriminatedUnion('kind', [
    responses.guestCommands,
    responses.guestScript,
    responses.hostQuestions,
    responses.destinations,
    responses.diagnose,
    responses.dnsReport,
    responses.firewallRules,
    responses.planFirewall,
    responses.planDns,
    responses.dnsCommands,
    responses.verifyDns,
    responses.planBypass,
    responses.bypassCommands,
    responses.judgeBypass,
    responses.repairCommands,
    responses.repairResult,
    responses.snapshot,
    responses.assess,
    responses.compare,
    responses.report,
    responses.fleet,
    responses.rules,
    responses.trace,
    responses.error,
  ]),
  'An answer of the core.',
);
export type Response = z.infer<typeof Response>;
