import type { FirewallWish, RepairPlan } from '../contract/plan.js';
import type { Snapshot } from '../contract/snapshot.js';
import { asPrinted, assertSource, refusalOf } from './askedFor.js';
import { planKeepOut } from './keepOut.js';
import { planLetIn, type PlanOptions } from './letIn.js';
import { planRemoval } from './removeRule.js';
import { isPlan, refused, siteOf } from './site.js';

export type { PlanOptions } from './letIn.js';

/**
 * Plans a change of what the VM lets in: the least rule, in the chain and at the place where it takes effect, marked, once.
 * The packet walk tries it first; what it would open is in the plan. (Guide rows G21 to G24.)
 * @throws CoreFault SourceNotUnderstood
 */
export const planFirewall = (snapshot: Snapshot, wish: FirewallWish, options: PlanOptions): RepairPlan => {
  assertSource(wish);
  const site = siteOf(snapshot, asPrinted(wish));
  if (isPlan(site)) return site;
  const refusal = refusalOf(site);
  if (refusal !== null) return refused(site, refusal);
  if (wish.remove === true) return planRemoval(site, options);
  return (wish.target ?? 'ACCEPT') === 'ACCEPT' ? planLetIn(site, options) : planKeepOut(site, options);
};
