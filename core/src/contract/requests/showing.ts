import * as z from 'zod/mini';
import { FirewallRuleFilter } from '../firewallRule.js';
import { TraceWish } from '../trace.js';
import { head, names, Source } from './shared.js';

export const requests = {
  dnsReport: z.strictObject({ ...head, kind: z.literal('dnsReport'), source: Source, names }),
  firewallRules: z.strictObject({
    ...head,
    kind: z.literal('firewallRules'),
    source: Source,
    where: FirewallRuleFilter,
  }),
  trace: z.strictObject({ ...head, kind: z.literal('trace'), source: Source, wish: TraceWish }),
};
