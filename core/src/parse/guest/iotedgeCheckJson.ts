import type { IotedgeCheck } from './iotedgeCheckResult.js';
import { isObject, parseJson, textsIn } from '../text/json.js';
import { linesOf } from '../text/lines.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';
import { oneOf } from '../text/tsv.js';
import { say } from '../../texts/say.js';

const results = ['ok', 'warning', 'ignored', 'skipped', 'fatal', 'error'] as const;

const readCheck = ([id, value]: readonly [string, unknown]): Parsed<IotedgeCheck> => {
  const outer = isObject(value) ? value['result'] : undefined;
  const inner = isObject(outer) ? outer : {};
  const result = oneOf(results, typeof inner['result'] === 'string' ? inner['result'] : null);
  if (result === null)
    return notUnderstood(say('The check {id}', { id: JSON.stringify(id.slice(0, 80)) }), JSON.stringify(outer ?? null));
  return parsed({ id, title: null, result, details: textsIn(inner['details']) });
};

/** One line of JSON; what docker said while images were pulled may stand before it. */
export const parseIotedgeCheckJson = (text: string): Parsed<readonly IotedgeCheck[]> => {
  const line = linesOf(text).findLast((one) => one.startsWith('{"additional_info"')) ?? text;
  const value = parseJson('iotedge check', line);
  if (!value.ok) return value;
  const checks = isObject(value.value) ? value.value['checks'] : undefined;
  return isObject(checks) ? parseEach(Object.entries(checks), readCheck) : notUnderstood('iotedge check', line);
};
