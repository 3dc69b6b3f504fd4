import * as z from 'zod/mini';
import { describe, named } from './describe.js';
import { CONTRACT } from './number.js';

const tookMs = describe(z.optional(z.number().check(z.nonnegative())), 'How long collecting took, in milliseconds.');

/** A fact as it was collected: raw text or a plain value, or the reason why there is none. */
export const Envelope = named(
  'Envelope',
  z.discriminatedUnion('status', [
    z.strictObject({ status: z.literal('ok'), value: z.unknown(), tookMs }),
    z.strictObject({ status: z.literal('failed'), reason: z.string(), tookMs }),
    z.strictObject({ status: z.literal('skipped'), reason: z.string(), tookMs }),
  ]),
  'A fact as it was collected, or the reason why there is none: failed = tried in vain, skipped = not tried.',
);
export type Envelope = z.infer<typeof Envelope>;

/** What a guest probe printed. The value of every `guest.*` fact. */
export const GuestOutput = named(
  'GuestOutput',
  z.strictObject({
    text: describe(z.string(), 'What the probe printed, as UTF-8; bytes that are none became U+FFFD.'),
    exitCode: describe(z.int(), "The probe's exit code; 124 or 137 where its time limit ended it."),
    truncated: describe(
      z.optional(z.boolean()),
      'True where the probe printed more than its limit and the rest was cut off.',
    ),
  }),
  'What a probe in the guest printed.',
);
export type GuestOutput = z.infer<typeof GuestOutput>;

export const FactName = z.string().check(z.regex(/^(host|guest)\.[a-z][A-Za-z0-9]*$/));

export const Facts = z.record(FactName, Envelope);
export type Facts = z.infer<typeof Facts>;

const isoTime = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?Z$/));

/** All that one look at a device saw. Can be saved, sent, and judged later on any machine. */
export const Snapshot = named(
  'Snapshot',
  z.strictObject({
    kind: z.literal('EflowNetDiag.Snapshot'),
    contract: describe(z.literal(CONTRACT), 'The contract number that this snapshot was written under.'),
    moduleVersion: z.string(),
    device: describe(z.string().check(z.minLength(1)), "The Windows host's name."),
    collectedAt: describe(isoTime, 'UTC, by the clock of the Windows host.'),
    facts: describe(Facts, 'Every fact by its name, `host.*` or `guest.*`.'),
  }),
  'All that one look at a device saw: raw facts, not judged.',
);
export type Snapshot = z.infer<typeof Snapshot>;

/** How the guest's answer crosses: the replies of the commands that `guestCommands` gave, in order, still framed. */
export const GuestReplies = named(
  'GuestReplies',
  z.discriminatedUnion('status', [
    z.strictObject({
      status: z.literal('ok'),
      nonce: describe(z.string(), 'The nonce that `guestCommands` gave.'),
      replies: describe(z.array(z.string()), 'What each command returned, its lines joined with line feeds.'),
      tookMs,
    }),
    z.strictObject({ status: z.literal('failed'), reason: z.string(), tookMs }),
    z.strictObject({ status: z.literal('skipped'), reason: z.string(), tookMs }),
  ]),
  'What came back from the guest, or why nothing did.',
);
export type GuestReplies = z.infer<typeof GuestReplies>;

/** What the cmdlets collected live, before the core has unframed the guest's part. */
export const Collected = named(
  'Collected',
  z.strictObject({
    moduleVersion: z.string(),
    device: z.string().check(z.minLength(1)),
    collectedAt: isoTime,
    host: describe(Facts, 'The host facts.'),
    guest: GuestReplies,
  }),
  'What was collected live: host facts in envelopes, the guest replies as they came.',
);
export type Collected = z.infer<typeof Collected>;
