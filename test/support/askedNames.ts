import type { FactValues } from '../../core/src/facts/facts.js';

type Upstream = FactValues['guest.upstream'];

/** The names that a look asks for, out of the configuration as find_targets of targets.sh takes them, in its order. */
export const askedNames = ({ hub, parent, dps, registries }: Upstream): readonly string[] => {
  const hosts = registries.slice(0, 40).map((registry) => registry.split(':')[0]!);
  return [...new Set([parent ?? hub, dps, ...hosts].flatMap((name) => name ?? []))];
};

/** What a look finds where all of them resolve, but for those that are said apart. */
export const namesOf = (
  upstream: Upstream,
  apart: Readonly<Record<string, Partial<FactValues['guest.nameProbe'][number]>>> = {},
): FactValues['guest.nameProbe'] =>
  askedNames(upstream).map((name) => ({
    from: 'vm',
    name,
    addresses: ['40.83.177.42'],
    state: 'resolved',
    via: 'getent',
    ...apart[name],
  }));
