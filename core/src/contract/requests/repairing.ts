import * as z from 'zod/mini';
import { BypassPlan, BypassWish, Passage } from '../bypassPlan.js';
import { describe } from '../describe.js';
import { DnsPlan } from '../dnsPlan.js';
import { RuleId } from '../finding.js';
import { FirewallWish, RepairPlan, RunId } from '../plan.js';
import { head, Source } from './shared.js';

const revertAfterSeconds = describe(
  z.int().check(z.minimum(1), z.maximum(600)),
  'When the guest takes the change back by itself.',
);

export const requests = {
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
};
