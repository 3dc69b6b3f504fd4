import { printable } from '../../../engine/printable.js';

/** Text that is HTML already. Only this file makes it: whatever else comes into a page has been escaped here. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = string | number | Html | readonly Html[] | null;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

const escapedLine = (text: string): string =>
  printable(text)
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[&<>"'`]/g, (char) => entities[char] ?? '');

/** A value as text of a page or of an attribute in quotes. Line ends stay, all other control characters are shown. */
export const escaped = (text: string): string => text.split(/\r?\n/).map(escapedLine).join('\n');

const written = (value: Value): string => {
  if (value === null) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return value.map(({ text }) => text).join('');
};

/** The indentation of the source is not part of the page. */
const dense = (part: string): string => part.replace(/\n\s+/g, '\n');

/** The one way to write HTML: what stands in the template is ours, every value is escaped. */
export const markup = (parts: TemplateStringsArray, ...values: readonly Value[]): Html =>
  new Html(parts.map((part, index) => (index === 0 ? '' : written(values[index - 1] ?? null)) + dense(part)).join(''));

/** A text of ours that goes into a page as it is: the style sheet, whose hash the page's policy names. */
export const verbatim = (text: string): Html => new Html(text);
