import { createHash } from 'node:crypto';

/**
 * The rules without what changes by itself: counters, and the comment lines that carry the time. The same as
 * `plain_rules` of repair.sh, which must come to the same hash in the guest.
 */
const plainRules = (saved: string): string =>
  saved
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) =>
      line
        .trimEnd()
        .replace(/^\[\d+:\d+\] /, '')
        .replace(/ \[\d+:\d+\]$/, ''),
    )
    .filter((line) => line !== '')
    .map((line) => `${line}\n`)
    .join('');

/** What a plan rests on: the repair refuses when the guest's rules have another hash by then. */
export const basisOf = (savedRules: string): string =>
  createHash('sha256').update(plainRules(savedRules)).digest('hex');
