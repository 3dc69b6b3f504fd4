import { isPublicFile } from './publicNames.js';

const groupOf = (name: string): string => /^\d{0,4}/.exec(name)?.[0] ?? '';

const extensionOf = (name: string): string => /\.[a-z]{1,10}$/.exec(name)?.[0] ?? '';

/** A name without a number comes behind those that have one. */
const numbered = (name: string, group: string, rank: number): string =>
  `${group === '' ? 'file' : group}-${String(rank + 1).padStart(3, '0')}${extensionOf(name)}`;

/**
 * Other names for systemd's files, which it takes in the order of their names, wherever they lie: the number in front stays;
 * where one of several with the same number is somebody's own, all of them are numbered through.
 */
export const fileNames = (paths: readonly string[]): ReadonlyMap<string, string> => {
  const names = [...new Set(paths.map((path) => path.slice(path.lastIndexOf('/') + 1)))].sort();
  const groups = [...new Set(names.map(groupOf))];
  return new Map(
    groups.flatMap((group) => {
      const members = names.filter((name) => groupOf(name) === group);
      if (members.every(isPublicFile)) return [];
      return members.map((name, rank) => [name, numbered(name, group, rank)] as const);
    }),
  );
};
