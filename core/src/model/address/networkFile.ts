import { exactly, fits, type Piece } from '../../engine/wildcard.js';
import type { NetworkFile, NetworkInterface } from '../item.js';

/** The values of a key in a kind of section, after systemd's rule: an empty assignment forgets what came before. */
export const valuesOf = (file: NetworkFile, section: string, key: string): readonly string[] => {
  const values: string[] = [];
  for (const one of file.sections.filter(({ name }) => name === section)) {
    for (const entry of one.entries.filter((candidate) => candidate.key === key)) {
      if (entry.value === '') values.length = 0;
      else values.push(entry.value);
    }
  }
  return values;
};

/** A set of fnmatch(3), such as [0-9] or [!a]: what stands between its brackets. */
const setOf = (inside: string): Piece => {
  const isOther = inside.startsWith('!') || inside.startsWith('^');
  const members = Array.from(isOther ? inside.slice(1) : inside);
  const isIn = (char: string): boolean =>
    members.some((first, at) => {
      const [sign, last] = members.slice(at + 1);
      return first === char || (sign === '-' && last !== undefined && first <= char && char <= last);
    });
  return (char) => isIn(char) !== isOther;
};

const piecesOf = (pattern: string): readonly Piece[] => {
  const pieces: Piece[] = [];
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    const end = char === '[' ? pattern.indexOf(']', at + 2) : -1;
    if (end > 0) {
      pieces.push(setOf(pattern.slice(at + 1, end)));
      at = end;
    } else if (char === '*') pieces.push('*');
    else pieces.push(char === '?' ? () => true : exactly(char));
  }
  return pieces;
};

const globs = (pattern: string, text: string): boolean => fits(text, piecesOf(pattern));

const anyOf = (patterns: readonly string[], text: string): boolean =>
  patterns.some((pattern) => (pattern.startsWith('!') ? !globs(pattern.slice(1), text) : globs(pattern, text)));

const words = (values: readonly string[]): readonly string[] =>
  values.flatMap((value) => value.split(/\s+/)).filter((word) => word !== '');

const plainMac = (mac: string): string => mac.toLowerCase().replace(/-/g, ':');

const matches = (file: NetworkFile, card: NetworkInterface): boolean => {
  const names = words(valuesOf(file, 'Match', 'Name'));
  const macs = words(valuesOf(file, 'Match', 'MACAddress')).map(plainMac);
  if (names.length === 0 && macs.length === 0) return false;
  return (
    (names.length === 0 || anyOf(names, card.name)) &&
    (macs.length === 0 || (card.mac !== null && macs.includes(plainMac(card.mac))))
  );
};

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Where a file lies that hides one of the same name elsewhere, the strongest first. */
const FOLDERS = ['/etc/', '/run/'];

const rankOf = (path: string): number => {
  const at = FOLDERS.findIndex((folder) => path.startsWith(folder));
  return at < 0 ? FOLDERS.length : at;
};

/** One of each name, in the order of the names: a file hides the ones of its name in weaker folders, also where it is masked. */
const inEffect = (files: readonly NetworkFile[], nameOf: (path: string) => string): NetworkFile[] => {
  const byName = new Map<string, NetworkFile>();
  for (const file of files) {
    const known = byName.get(nameOf(file.path));
    if (known === undefined || rankOf(file.path) < rankOf(known.path)) byName.set(nameOf(file.path), file);
  }
  return [...byName].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, file]) => file);
};

/** `10-eth0.network.d/dns.conf`, wherever that folder lies. */
const dropInName = (path: string): string => path.split('/').slice(-2).join('/');

/** A file with what its drop-ins add, which are read after it, in the order of their names. */
const withDropIns = (file: NetworkFile, files: readonly NetworkFile[]): NetworkFile => {
  const folder = `${baseName(file.path)}.d/`;
  const dropIns = files.filter(({ path }) => path.endsWith('.conf') && dropInName(path).startsWith(folder));
  return { ...file, sections: [file, ...inEffect(dropIns, dropInName)].flatMap(({ sections }) => sections) };
};

/**
 * The .network file that systemd-networkd applies to an interface, with its drop-ins: the first by file name that matches,
 * wherever it lies; a file in /etc hides one of the same name in /run, and both one in /usr/lib (systemd.network(5)). At most one.
 */
export const filesFor = (card: NetworkInterface, files: readonly NetworkFile[]): readonly NetworkFile[] =>
  inEffect(
    files.filter(({ path }) => path.endsWith('.network')),
    baseName,
  )
    .map((file) => withDropIns(file, files))
    .filter((file) => matches(file, card))
    .slice(0, 1);
