/** Lines without their ends; Windows' too: a saved text may have been through an editor there. */
export const linesOf = (text: string): string[] => text.split(/\r?\n/);

export const filledLinesOf = (text: string): string[] => linesOf(text).filter((line) => line.trim() !== '');

export const wordsOf = (line: string): string[] => line.split(/\s+/).filter((word) => word !== '');

/** Cuts at the first separator; without one, the whole text and null. */
export const cutAt = (text: string, separator: string): readonly [string, string | null] => {
  const at = text.indexOf(separator);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + separator.length)];
};

/** `null` for what tools print where there is nothing. */
export const orNull = (text: string | null | undefined): string | null =>
  text === undefined || text === null || text.trim() === '' ? null : text.trim();
