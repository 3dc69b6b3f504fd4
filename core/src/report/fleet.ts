import type { Finding } from '../contract/finding.js';
import type { DeviceReport } from '../contract/report.js';
import { UNKNOWN } from '../model/deviceSummary.js';
import { isFault } from './hops.js';

/** A cause and the devices that have it. */
export interface FleetCause {
  readonly rule: string;
  readonly title: string;
  readonly severity: Finding['severity'];
  readonly devices: readonly string[];
}

/** What says how a device is built; its own address and name are its own in every fleet. */
const shared = ['release', 'system', 'switch', 'allocation', 'protocol'] as const;

/** In what a device is not as most of its siblings are. */
export interface Difference {
  readonly what: (typeof shared)[number];
  readonly own: string;
  readonly others: string;
}

/** The faults that nothing else explains, the most common first. */
export const causesIn = (reports: readonly DeviceReport[]): FleetCause[] => {
  const causes = new Map<string, { finding: Finding; devices: Set<string> }>();
  for (const { device, findings } of reports) {
    for (const finding of findings.filter((one) => isFault(one) && one.causedBy === null)) {
      const one = causes.get(finding.rule) ?? { finding, devices: new Set<string>() };
      one.devices.add(device);
      causes.set(finding.rule, one);
    }
  }
  return [...causes.values()]
    .map(({ finding: { rule, title, severity }, devices }) => ({ rule, title, severity, devices: [...devices] }))
    .sort((a, b) => b.devices.length - a.devices.length || (a.rule < b.rule ? -1 : 1));
};

const usual = (reports: readonly DeviceReport[], what: (typeof shared)[number]): string | null => {
  const counts = new Map<string, number>();
  const known = reports.flatMap(({ about }) => (about === null || about[what] === UNKNOWN ? [] : about[what]));
  for (const value of known) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  // Without a majority nobody is the odd one.
  return most !== undefined && most[1] * 2 > known.length ? most[0] : null;
};

/** For each report, in their order, in what its device differs from most of them. */
export const differencesIn = (reports: readonly DeviceReport[]): Difference[][] => {
  const most = shared.map((what) => ({ what, others: usual(reports, what) }));
  return reports.map(({ about }) =>
    most.flatMap(({ what, others }) => {
      const own = about?.[what] ?? UNKNOWN;
      return others === null || own === UNKNOWN || own === others ? [] : [{ what, own, others }];
    }),
  );
};
