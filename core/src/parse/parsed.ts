/** What a parser gives back: the typed value, or why the text could not be understood. Parsers never throw. */
export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: string };

export const parsed = <T>(value: T): Parsed<T> => ({ ok: true, value });

/** `text` is quoted in the reason, shortened: it may be hostile or huge. */
export const notUnderstood = (what: string, text: string): Parsed<never> => ({
  ok: false,
  reason: `${what} not understood: ${JSON.stringify(text.slice(0, 80))}`,
});
