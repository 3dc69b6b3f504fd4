import type { DeviceReport, ReportFormat } from '../../contract/report.js';
import type { Language } from '../../texts/language.js';
import type { Catalogue } from '../../texts/say.js';

/** What a report is made from. */
export interface ReportInput {
  readonly format: ReportFormat;
  readonly devices: readonly DeviceReport[];
  readonly language: Language;
  readonly texts: Catalogue;
  readonly coreVersion: string;
}

/** The renderer, a file of its own beside the core, which is read when a report is first asked for. */
export interface Renderer {
  readonly render: (input: ReportInput) => string;
}
