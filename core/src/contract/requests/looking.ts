import * as z from 'zod/mini';
import { describe } from '../describe.js';
import { head, IotedgeCheck, names, ProbeLevel, profile, Source, timeoutSeconds } from './shared.js';

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
};
