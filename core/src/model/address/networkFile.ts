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

const globs = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[\\^$.|+()]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
    'i',
  ).test(text);

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

const rank = ({ path }: NetworkFile): string => `${baseName(path)}\n${path.startsWith('/etc/') ? 0 : 1}`;

const byRank = (one: NetworkFile, other: NetworkFile): number => (rank(one) < rank(other) ? -1 : 1);

/** What drop-ins (`NAME.network.d/*.conf`) say after the file itself, in the order of their names; /etc hides /run. */
const withDropIns = (file: NetworkFile, files: readonly NetworkFile[]): NetworkFile => {
  const directory = `${baseName(file.path)}.d`;
  const dropIns = files
    .filter(({ path }) => path.split('/').at(-2) === directory)
    .sort(byRank)
    .filter(({ path }, index, all) => index === 0 || baseName(all[index - 1]?.path ?? '') !== baseName(path));
  return { ...file, sections: [file, ...dropIns].flatMap(({ sections }) => sections) };
};

/**
 * The .network file that systemd-networkd applies to an interface, with its drop-ins: the first by file name that matches,
 * wherever it lies; a file in /etc hides one of the same name in /run (systemd.network(5)). At most one.
 */
export const filesFor = (card: NetworkInterface, files: readonly NetworkFile[]): readonly NetworkFile[] => {
  const candidates = files
    .filter(({ path }) => path.endsWith('.network'))
    .sort(byRank)
    .map((file) => withDropIns(file, files));
  return candidates.filter((file) => matches(file, card)).slice(0, 1);
};
