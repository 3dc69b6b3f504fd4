import type { Snapshot } from '../contract/snapshot.js';
import { readFacts } from '../facts/readFacts.js';
import { nameOf } from '../model/profile.js';
import { dnsReport as dnsRows } from '../report/dnsReport.js';
import { firewallRules as rulesOf } from '../report/firewallRules.js';
import { snapshotFrom } from '../snapshot/source.js';
import { trace as traceOf } from '../trace/trace.js';
import type { Handler } from './handler.js';

export { requests } from '../contract/requests/showing.js';

/** Which look a row is from. */
const deviceOf = ({ device, collectedAt }: Snapshot): Pick<Snapshot, 'device' | 'collectedAt'> => ({
  device,
  collectedAt,
});

export const dnsReport: Handler<'dnsReport'> = ({ source, names = [] }, surroundings) => {
  const snapshot = snapshotFrom(source, surroundings);
  const context = { now: new Date(snapshot.collectedAt), device: snapshot.device };
  const hosts = names.map(nameOf).map(({ host }) => host);
  return { kind: 'dnsReport', rows: dnsRows(readFacts(snapshot), context, hosts) };
};

export const firewallRules: Handler<'firewallRules'> = ({ source, where }, surroundings) => {
  const snapshot = snapshotFrom(source, surroundings);
  return { kind: 'firewallRules', ...rulesOf(readFacts(snapshot), where, deviceOf(snapshot)) };
};

export const trace: Handler<'trace'> = ({ source, wish }, surroundings) => ({
  kind: 'trace',
  trace: traceOf(snapshotFrom(source, surroundings), wish),
});
