import type { DeviceReport, ReportFormat } from '../../contract/report.js';
import type { Language } from '../../texts/language.js';

/** What a report is made from. */
export interface ReportInput {
  readonly format: ReportFormat;
  readonly devices: readonly DeviceReport[];
  readonly language: Language;
  readonly coreVersion: string;
}
