import type { ReportFormat } from '../../contract/report.js';
import { csv } from './csv.js';
import { page } from './html/page.js';
import type { ReportInput } from './input.js';
import { json, jsonLines } from './json.js';
import { junit } from './junit.js';
import { markdown } from './markdown.js';

const formats: Record<ReportFormat, (input: ReportInput) => string> = {
  html: page,
  markdown,
  json,
  jsonLines,
  csv,
  junit,
};

export const render = (input: ReportInput): string => formats[input.format](input);
