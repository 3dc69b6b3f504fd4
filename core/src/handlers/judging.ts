import { diagnose as diagnosisOf } from '../diagnose.js';
import { rules as allRules } from '../engine/registry.gen.js';
import { ruleInfo } from '../engine/ruleInfo.js';
import { snapshotFrom } from '../snapshot/source.js';
import type { Handler } from './handler.js';

export const diagnose: Handler<'diagnose'> = ({ source, control, ...wishes }, surroundings) => {
  const beside = control === undefined ? undefined : snapshotFrom(control, surroundings);
  const snapshot = snapshotFrom(source, surroundings);
  return { kind: 'diagnose', ...diagnosisOf(snapshot, allRules, { ...wishes, control: beside }) };
};

export const rules: Handler<'rules'> = () => ({ kind: 'rules', rules: allRules.map(ruleInfo) });
