import { assess as assessed, renderedReport, understood } from '../report/assess.js';
import { compare as changesBetween } from '../report/compare.js';
import { fleetOverview } from '../report/fleetOverview.js';
import { snapshotFrom } from '../snapshot/source.js';
import type { Handler } from './handler.js';

export { requests } from '../contract/requests/reporting.js';

export const assess: Handler<'assess'> = (request, surroundings) => ({
  kind: 'assess',
  device: assessed(request, surroundings),
});

export const compare: Handler<'compare'> = ({ before, source, profile }, surroundings) => ({
  kind: 'compare',
  changes: changesBetween(snapshotFrom(before, surroundings), snapshotFrom(source, surroundings), profile),
});

export const report: Handler<'report'> = (request) => ({ kind: 'report', text: renderedReport(request) });

export const fleet: Handler<'fleet'> = ({ devices }) => ({
  kind: 'fleet',
  overview: fleetOverview(devices.map(understood)),
});
