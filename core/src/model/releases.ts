/**
 * When Microsoft's support ends, by EFLOW's release (Microsoft: "Azure IoT Edge for Linux on Windows version history" and
 * "IoT Edge supported systems", as of 2026-11).
 */
export const SUPPORT_TABLE_AS_OF = '2026-11-23';

const ends: readonly { readonly release: RegExp; readonly name: string; readonly end: string }[] = [
  { release: /^1\.1(\.|$)/, name: 'EFLOW 1.1 LTS', end: '2022-12-13' },
  { release: /^1\.4(\.|$)/, name: 'EFLOW 1.4 LTS', end: '2024-11-12' },
  { release: /^1\.5(\.|$)/, name: 'EFLOW 1.5 LTS', end: '2026-11-10' },
];

export interface Support {
  readonly name: string;
  /** The last day, ISO 8601. */
  readonly end: string;
}

/** null for a release that the table does not know. */
export const supportOf = (version: string): Support | null => {
  const found = ends.find(({ release }) => release.test(version));
  return found === undefined ? null : { name: found.name, end: found.end };
};

/** When updates of the system under EFLOW end (Microsoft: "Azure Linux Container Host support lifecycle", as of 2026-11). */
const systems: readonly {
  readonly id: string;
  readonly release: RegExp;
  readonly name: string;
  readonly end: string;
}[] = [{ id: 'mariner', release: /^2\.0(\.|$)/, name: 'CBL-Mariner 2.0 (Azure Linux 2.0)', end: '2025-11-30' }];

/** null for a system that the table does not know, or of which no end is published. */
export const systemSupportOf = (id: string | null, versionId: string | null): Support | null => {
  const found = systems.find((one) => one.id === id?.toLowerCase() && one.release.test(versionId ?? ''));
  return found === undefined ? null : { name: found.name, end: found.end };
};
