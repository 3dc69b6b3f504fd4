/**
 * What comes from a device ends up in terminals, reports and tickets. Control characters, line and paragraph separators,
 * and bidirectional overrides would let a device write more than it says; they are shown as their code points instead.
 */
export const printable = (text: string): string =>
  text.replace(
    /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** The same with every text in a value, at any depth. An edit of a file goes on as it is: its line ends are meant. */
export const allPrintable = (value: unknown): unknown => {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(allPrintable);
  if (typeof value !== 'object' || value === null) return value;
  // A copy with the same names, filled anew: making an object of pairs takes twice as long, and every answer goes through here.
  const shown: Record<string, unknown> = { ...value };
  for (const name of Object.keys(shown)) if (name !== 'edit') shown[name] = allPrintable(shown[name]);
  return shown;
};
