import * as z from 'zod/mini';
import { SnapshotChange } from './change.js';
import { FleetOverview } from './fleet.js';
import { DnsPlan } from './dnsPlan.js';
import { DnsReportRow } from './dnsReport.js';
import { FirewallRule } from './firewallRule.js';
import { Finding } from './finding.js';
import { RepairPlan } from './plan.js';
import { DeviceProfile } from './profile.js';
import { DeviceReport } from './report.js';
import { Request } from './request.js';
import { Response } from './response.js';
import { Snapshot } from './snapshot.js';
import { PacketTrace } from './trace.js';

/** The types that others may depend on. Not part of the bundle: only the generator and the tests ask for schemas. */
export const published = {
  Request,
  Response,
  Snapshot,
  Finding,
  DnsReportRow,
  RepairPlan,
  DnsPlan,
  PacketTrace,
  DeviceProfile,
  FirewallRule,
  DeviceReport,
  SnapshotChange,
  FleetOverview,
} as const;

/** Draft-07: the newest that Test-Json of every PowerShell 7 understands. */
export const jsonSchemas = (): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(published).map(([name, schema]) => [name, z.toJSONSchema(schema, { target: 'draft-07' })]),
  );
