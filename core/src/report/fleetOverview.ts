import type { FleetOverview } from '../contract/fleet.js';
import type { DeviceReport } from '../contract/report.js';
import { causesIn, differencesIn, type Difference } from './fleet.js';
import { firstToMend } from './hops.js';
import { countOf, standingOf, suppressedIn } from './render/standing.js';

const deviceOf = (report: DeviceReport, differences: readonly Difference[]): FleetOverview['devices'][number] => {
  const first = firstToMend(report.findings);
  return {
    device: report.device,
    collectedAt: report.collectedAt,
    state: standingOf(report),
    faults: countOf(report, 'fail'),
    unknown: countOf(report, 'unknown') + countOf(report, 'error'),
    suppressed: suppressedIn(report).length,
    first: first?.rule ?? null,
    message: first?.message ?? '',
    differences: [...differences],
  };
};

/** Many looks at once, as objects; the page of a report says the same. */
export const fleetOverview = (reports: readonly DeviceReport[]): FleetOverview => {
  const differences = differencesIn(reports);
  const devices = reports.map((one, index) => deviceOf(one, differences[index] ?? []));
  const count = (state: 'ok' | 'fail' | 'unknown'): number => devices.filter((one) => one.state === state).length;
  return {
    looks: devices.length,
    well: count('ok'),
    faulty: count('fail'),
    unknown: count('unknown'),
    causes: causesIn(reports).map((one) => ({ ...one, devices: [...one.devices] })),
    devices,
  };
};
