import * as z from 'zod/mini';
import { describe } from '../describe.js';
import { Outcome } from '../finding.js';
import { head, judging } from './shared.js';

export const requests = {
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
  rules: z.strictObject({ ...head, kind: z.literal('rules') }),
};
