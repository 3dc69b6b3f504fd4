import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Parsed } from '../../../core/src/parse/text/parsed.js';

/** A file of samples/, which names where each is from. */
export const sample = (name: string): string => readFileSync(`test/unit/parse/samples/${name}`, 'utf8');

export const valueOf = <T>(result: Parsed<T>): T => {
  if (!result.ok) assert.fail(result.reason);
  return result.value;
};

export const reasonOf = (result: Parsed<unknown>): string => {
  if (result.ok) assert.fail(`Understood as ${JSON.stringify(result.value)}`);
  return result.reason;
};
