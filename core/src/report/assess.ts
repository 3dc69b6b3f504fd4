import type * as z from 'zod/mini';
import type { Finding } from '../contract/finding.js';
import type { DeviceReport } from '../contract/report.js';
import type { requests } from '../contract/request.js';
import { responses } from '../contract/response.js';
import { diagnose } from '../diagnose.js';
import { CoreFault } from '../engine/coreFault.js';
import { rules } from '../engine/registry.gen.js';
import { VERDICT } from '../engine/verdict.js';
import { redactedProfile } from '../redact/redactedProfile.js';
import { redact } from '../redact/redact.js';
import { snapshotFrom } from '../snapshot/source.js';
import type { Surroundings } from '../surroundings.js';
import { languageOf } from '../texts/language.js';
import { say } from '../texts/say.js';
import { deviceReport, reportsOf } from './deviceReport.js';
import { render } from './render/render.js';

declare const CORE_VERSION: string;

type AssessRequest = z.infer<typeof requests.assess>;
type ReportRequest = z.infer<typeof requests.report>;

const matters = ({ rule, outcome }: Finding): boolean =>
  rule === VERDICT || outcome === 'fail' || outcome === 'unknown' || outcome === 'error';

/**
 * For an overview of many: what is wrong, without how we know and how to mend it. One finding stands for all that are well: a
 * device of which nothing was judged is not well.
 */
const briefOf = (report: DeviceReport): DeviceReport => {
  const others = report.findings.filter((one) => !matters(one)).slice(0, 1);
  const findings = [...report.findings.filter(matters), ...others];
  return {
    ...report,
    dns: [],
    trails: [],
    findings: findings.map((finding) => ({ ...finding, evidence: [], remedy: [] })),
  };
};

/** Judges a snapshot for a report. */
export const assess = (request: AssessRequest, surroundings: Surroundings): DeviceReport => {
  const { source, control, redact: wanted, brief, ...wishes } = request;
  const given = snapshotFrom(source, surroundings);
  const key = (): Buffer => Buffer.from(surroundings.randomHex(32), 'hex');
  const snapshot = wanted === true ? redact(given, key()).snapshot : given;
  const beside = control === undefined ? undefined : snapshotFrom(control, surroundings);
  const profile = wanted === true ? redactedProfile(wishes.profile, given, snapshot) : wishes.profile;
  const report = deviceReport(snapshot, diagnose(snapshot, rules, { ...wishes, profile, control: beside }));
  return brief === true ? briefOf(report) : report;
};

/** What `assess` answered comes back as the text that it was: PowerShell need not understand it. */
export const understood = (line: string): DeviceReport => {
  try {
    return responses.assess.parse(JSON.parse(line)).device;
  } catch (error) {
    throw new CoreFault(
      'ReportNotUnderstood',
      say('This is not what a report is made from: {error}', {
        error: error instanceof Error ? error.message.slice(0, 200) : String(error),
      }),
      'devices',
    );
  }
};

export const renderedReport = ({ format, devices, findings, culture }: ReportRequest): string =>
  render({
    format,
    devices: [...devices.map(understood), ...reportsOf(findings)],
    language: languageOf(culture),
    coreVersion: CORE_VERSION,
  });
