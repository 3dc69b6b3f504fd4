// Made by `npm run generate` from the files in rules/. Do not edit.
import type { AnyRule } from './rule.js';

export const rules: readonly AnyRule[] = [];
