import { isObject, parseJson } from '../parse/text/json.js';
import { writeValue } from './plainValue.js';
import type { Scribe } from './scribe.js';
import { writeLines, type WriteLine } from './textLines.js';
import { asPublic } from './vault.js';

const titles: WriteLine = (scribe, line) =>
  /^[\u221a\u203c\u00d7] |^[A-Z][a-z]{1,20} checks|^-{5}/.test(line) ? scribe.write(line) : null;

const resultOf = (scribe: Scribe, result: unknown): unknown => {
  if (!isObject(result)) return null;
  if (Array.isArray(result['details'])) scribe.drop('lines', result['details'].length);
  return { result: writeValue(scribe, result['result']), details: [] };
};

/** Of a check, its name and its result: its details are sentences about anything. */
export const writeChecks = (scribe: Scribe, text: string): string => {
  const line = text.split('\n').findLast((one) => one.startsWith('{"additional_info"'));
  const value = line === undefined ? undefined : parseJson('', line);
  if (value?.ok !== true || !isObject(value.value)) return writeLines(scribe, text, titles);
  const checks = Object.entries(isObject(value.value['checks']) ? value.value['checks'] : {});
  const written = checks
    .filter(([id]) => /^[a-z][a-z0-9]{0,20}(?:-[a-z0-9]{1,20}){0,8}$/.test(id))
    .map(
      ([id, check]) => [asPublic(id), { result: isObject(check) ? resultOf(scribe, check['result']) : null }] as const,
    );
  return `${JSON.stringify({ additional_info: {}, checks: Object.fromEntries(written) })}\n`;
};
