import * as z from 'zod/mini';
import { BypassPlan, BypassWish, Passage } from './bypassPlan.js';
import { describe, named } from './describe.js';
import { DnsPlan } from './dnsPlan.js';
import { FirewallRuleFilter } from './firewallRule.js';
import { CONTRACT } from './number.js';
import { FirewallWish, RepairPlan, RunId } from './plan.js';
import { MOST_NAMES, RequiredName } from './profile.js';
import { ReportFormat } from './report.js';
import { Finding, Outcome, RuleId } from './finding.js';
import { Collected } from './snapshot.js';
import { TraceWish } from './trace.js';

/** What every request carries. */
const head = {
  contract: describe(z.literal(CONTRACT), 'The contract number that the caller speaks.'),
  culture: describe(
    z.optional(z.string().check(z.maxLength(85))),
    'The culture whose language the answer is in, as .NET names it (ja-JP); English where there are no texts for it.',
  ),
};

/** Where the facts come from: collected just now, a snapshot at hand, or a file that the core itself reads. */
export const Source = named(
  'Source',
  z.discriminatedUnion('from', [
    z.strictObject({ from: z.literal('collected'), collected: Collected }),
    z.strictObject({
      from: z.literal('snapshot'),
      snapshot: describe(
        z.record(z.string(), z.unknown()),
        'A Snapshot of this contract or of an earlier one; judged as a file that holds it would be.',
      ),
    }),
    z.strictObject({ from: z.literal('file'), path: z.string().check(z.minLength(1)) }),
  ]),
  'Where the facts come from.',
);
export type Source = z.infer<typeof Source>;

export const ProbeLevel = named(
  'ProbeLevel',
  z.enum(['none', 'standard', 'deep']),
  'none: nothing leaves the device. standard: only what the device is configured to use. deep: also what was asked for.',
);
export type ProbeLevel = z.infer<typeof ProbeLevel>;

export const IotedgeCheck = named(
  'IotedgeCheck',
  z.enum(['no', 'host', 'containers']),
  'no: not run. host: without the checks that run containers and pull an image. containers: with them.',
);
export type IotedgeCheck = z.infer<typeof IotedgeCheck>;

const profile = describe(
  z.optional(z.unknown()),
  'A DeviceProfile, which has a schema of its own; what does not fit it is refused as ProfileNotValid.',
);
const names = describe(
  z.optional(z.array(RequiredName).check(z.maxLength(MOST_NAMES))),
  "Names of the caller's own that are asked for besides those of the configuration.",
);

const timeoutSeconds = describe(
  z.int().check(z.minimum(5), z.maximum(600)),
  'The time limit that the guest itself keeps, in seconds.',
);

const revertAfterSeconds = describe(
  z.int().check(z.minimum(1), z.maximum(600)),
  'When the guest takes the change back by itself.',
);

const rulePattern = z.string().check(z.minLength(1));

/** What is judged, and by what. */
const judging = {
  source: Source,
  control: describe(
    z.optional(Source),
    "A look at a VM without EFLOW on the same switch: whether what fails is the switch's or EFLOW's.",
  ),
  rules: describe(z.optional(z.array(rulePattern)), 'Only these rules: ids or wildcards (* and ?).'),
  excludeRules: describe(z.optional(z.array(rulePattern)), 'Not these rules: ids or wildcards (* and ?).'),
  profile,
};

export const requests = {
  guestCommands: z.strictObject({
    ...head,
    kind: z.literal('guestCommands'),
    probe: ProbeLevel,
    iotedgeCheck: describe(z.optional(IotedgeCheck), "Whether IoT Edge's own checks run too; absent: no."),
    timeoutSeconds,
    profile,
    names,
    nonce: describe(z.optional(z.string()), 'What an earlier answer gave; absent at first.'),
    replies: describe(z.optional(z.array(z.string())), 'What the earlier commands returned; absent at first.'),
  }),
  guestScript: z.strictObject({
    ...head,
    kind: z.literal('guestScript'),
    probe: ProbeLevel,
    timeoutSeconds,
    like: describe(z.optional(Source), 'The device with whose VM another one is to be compared: what that VM asked.'),
  }),
  hostQuestions: z.strictObject({ ...head, kind: z.literal('hostQuestions'), source: Source }),
  destinations: z.strictObject({
    ...head,
    kind: z.literal('destinations'),
    source: Source,
    probe: describe(ProbeLevel, 'The level of the look that is asked about; the source may be of level none.'),
    iotedgeCheck: z.optional(IotedgeCheck),
  }),
  diagnose: z.strictObject({
    ...head,
    kind: z.literal('diagnose'),
    ...judging,
    deployment: describe(
      z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]))),
      "Deploy-Eflow's parameters, and dnsServers: judges the host with a VM deployed so, instead of the one that is there.",
    ),
    outcomes: describe(
      z.optional(z.array(Outcome)),
      'Only findings with one of these outcomes, and the verdict on the device; the counts are of all findings.',
    ),
  }),
  dnsReport: z.strictObject({ ...head, kind: z.literal('dnsReport'), source: Source, names }),
  firewallRules: z.strictObject({
    ...head,
    kind: z.literal('firewallRules'),
    source: Source,
    where: FirewallRuleFilter,
  }),
  planFirewall: z.strictObject({
    ...head,
    kind: z.literal('planFirewall'),
    source: Source,
    wish: FirewallWish,
    liveOnly: describe(z.boolean(), 'True: do not persist.'),
    finding: describe(
      z.optional(z.strictObject({ rule: RuleId, target: z.string(), device: z.string() })),
      'The finding that is to be mended: the plan is refused for another device, or where it is no longer so.',
    ),
  }),
  planDns: z.strictObject({
    ...head,
    kind: z.literal('planDns'),
    source: Source,
    servers: describe(
      z.nullable(z.array(z.string())),
      'The servers to give to the VM; null: chosen from those that the VM and its host are set to use.',
    ),
    engine: describe(
      z.optional(z.boolean()),
      'True: the servers of the container engine, in daemon.json, instead of those of the VM.',
    ),
    nonce: describe(z.optional(z.string()), 'What the answer before gave; absent at first.'),
    reply: describe(z.optional(z.string()), 'What its command returned; absent at first.'),
  }),
  dnsCommands: z.strictObject({ ...head, kind: z.literal('dnsCommands'), plan: DnsPlan, revertAfterSeconds }),
  verifyDns: z.strictObject({ ...head, kind: z.literal('verifyDns'), source: Source, plan: DnsPlan }),
  planBypass: z.strictObject({ ...head, kind: z.literal('planBypass'), source: Source, wish: BypassWish }),
  bypassCommands: z.strictObject({ ...head, kind: z.literal('bypassCommands'), plan: BypassPlan }),
  judgeBypass: z.strictObject({
    ...head,
    kind: z.literal('judgeBypass'),
    plan: BypassPlan,
    before: Passage,
    during: Passage,
    nonce: z.string(),
    reply: describe(z.string(), 'What the guest returned when it closed again.'),
  }),
  repairCommands: z.strictObject({
    ...head,
    kind: z.literal('repairCommands'),
    plan: RepairPlan,
    revertAfterSeconds,
    run: describe(
      z.optional(RunId),
      'An earlier run of this plan, which is to be settled or taken back; absent: a new one.',
    ),
    backup: describe(
      z.optional(z.nullable(z.string().check(z.regex(/^[0-9a-f]{64}$/)))),
      'The hash of its backup, as the guest told it then.',
    ),
  }),
  repairResult: z.strictObject({
    ...head,
    kind: z.literal('repairResult'),
    nonce: z.string(),
    reply: z.string(),
  }),
  snapshot: z.strictObject({
    ...head,
    kind: z.literal('snapshot'),
    source: Source,
    redact: describe(
      z.optional(z.boolean()),
      'True: tokens in place of addresses, names and identifiers, and a report of what was replaced.',
    ),
  }),
  assess: z.strictObject({
    ...head,
    kind: z.literal('assess'),
    ...judging,
    redact: describe(z.optional(z.boolean()), 'True: of the redacted snapshot.'),
    brief: describe(
      z.optional(z.boolean()),
      'True: faults, what is unknown, and one finding for all that is well, without evidence and remedies.',
    ),
  }),
  compare: z.strictObject({
    ...head,
    kind: z.literal('compare'),
    before: Source,
    source: describe(Source, 'The later look.'),
    profile,
  }),
  report: z.strictObject({
    ...head,
    kind: z.literal('report'),
    format: ReportFormat,
    devices: describe(z.array(z.string()), 'Answers to `assess`, each as the line that it came in.'),
    findings: describe(z.array(Finding), 'Findings that the caller has at hand already.'),
  }),
  fleet: z.strictObject({
    ...head,
    kind: z.literal('fleet'),
    devices: describe(z.array(z.string()), 'Answers to `assess`, each as the line that it came in.'),
  }),
  rules: z.strictObject({ ...head, kind: z.literal('rules') }),
  trace: z.strictObject({ ...head, kind: z.literal('trace'), source: Source, wish: TraceWish }),
};

/** What the module may ask of the core: one JSON object a line on standard input. */
export const Request = named(
  'Request',
  z.discriminatedUnion('kind', [
    requests.guestCommands,
    requests.guestScript,
    requests.hostQuestions,
    requests.destinations,
    requests.diagnose,
    requests.dnsReport,
    requests.firewallRules,
    requests.planFirewall,
    requests.planDns,
    requests.dnsCommands,
    requests.verifyDns,
    requests.planBypass,
    requests.bypassCommands,
    requests.judgeBypass,
    requests.repairCommands,
    requests.repairResult,
    requests.snapshot,
    requests.assess,
    requests.compare,
    requests.report,
    requests.fleet,
    requests.rules,
    requests.trace,
  ]),
  'A request to the core.',
);
export type Request = z.infer<typeof Request>;
