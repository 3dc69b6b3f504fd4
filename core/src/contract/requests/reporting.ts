import * as z from 'zod/mini';
import { describe } from '../describe.js';
import { Finding } from '../finding.js';
import { ReportFormat } from '../report.js';
import { head, judging, profile, Source } from './shared.js';

export const requests = {
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
};
