import * as z from 'zod/mini';
import { describe } from '../describe.js';
import { head, Source } from './shared.js';

export const requests = {
  snapshot: z.strictObject({
    ...head,
    kind: z.literal('snapshot'),
    source: Source,
    redact: describe(
      z.optional(z.boolean()),
      'True: tokens in place of addresses, names and identifiers, and a report of what was replaced.',
    ),
  }),
};
