import { createHash } from 'node:crypto';

/** Rules without what changes by itself: counters, and the comment lines that carry the time. As `plain` of repair.sh. */
const plain = (saved: string): string =>
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

/** What a plan rests on, as text: what iptables-save printed of each back end, and the file of saved rules. */
export interface Basis {
  readonly nft: string;
  readonly legacy: string;
  readonly saved: string;
}

/** The repair refuses when the guest has come to another hash by then; `basis` of repair.sh makes the same. */
export const basisOf = ({ nft, legacy, saved }: Basis): string =>
  createHash('sha256')
    .update(`nft\n${plain(nft)}legacy\n${plain(legacy)}saved\n${plain(saved)}`)
    .digest('hex');
