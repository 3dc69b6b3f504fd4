import { CONTRACT } from '../../contract/number.js';
import type { ReportInput } from './input.js';

export const json = ({ devices, coreVersion }: ReportInput): string =>
  `${JSON.stringify({ kind: 'EflowNetDiag.Report', contract: CONTRACT, coreVersion, devices }, null, 2)}\n`;

/** A finding a line, for logs and for tools that read lines. */
export const jsonLines = ({ devices }: ReportInput): string =>
  devices.flatMap(({ findings }) => findings.map((finding) => `${JSON.stringify(finding)}\n`)).join('');
