import { say, tell } from '../../texts/say.js';

/** What a parser gives back: the typed value, or why the text could not be understood. Parsers never throw. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

export const parsed = <T>(value: T): Parsed<T> => ({ ok: true, value });

/** `text` is quoted in the reason, shortened: it may be hostile or huge. */
export const notUnderstood = (what: string, text: string): Parsed<never> => ({
  ok: false,
  reason: say('{what} not understood: {text}', { what: tell(what), text: JSON.stringify(text.slice(0, 80)) }),
});

/** Reads each item; the first one that is not understood decides for all: half a list would pass for the whole. */
export const parseEach = <I, T>(items: readonly I[], parse: (item: I) => Parsed<T>): Parsed<readonly T[]> => {
  const values: T[] = [];
  for (const item of items) {
    const result = parse(item);
    if (!result.ok) return result;
    values.push(result.value);
  }
  return parsed(values);
};
