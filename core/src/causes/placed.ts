import type { Finding } from '../contract/finding.js';
import type { AnyRule } from '../engine/rule.js';
import type { Stage } from './graph.js';

/** A finding with its place in the chain of causes. */
export interface Placed {
  readonly finding: Finding;
  readonly stage: Stage;
  readonly partial: boolean;
  readonly explains: readonly Stage[];
  readonly refutable: boolean;
}

/** Findings of rules that are not known are a bug of the caller. */
export const place = (findings: readonly Finding[], rules: readonly AnyRule[]): Placed[] => {
  const byId = new Map<string, AnyRule>(rules.map((rule) => [rule.id, rule]));
  return findings.map((finding) => {
    const rule = byId.get(finding.rule);
    if (rule === undefined) throw new Error(`${finding.rule} is no known rule.`);
    const partial = rule.partial === true;
    return {
      finding,
      stage: rule.stage,
      partial,
      explains: rule.explains ?? [],
      refutable: !partial && rule.intermittent !== true,
    };
  });
};
