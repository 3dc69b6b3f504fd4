import type { ReportFormat } from '../../contract/report.js';
import { inLanguage } from '../../texts/say.js';
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

/** The texts come with the question: this file has a language of its own. */
export const render = (input: ReportInput): string => inLanguage(input.texts, () => formats[input.format](input));
