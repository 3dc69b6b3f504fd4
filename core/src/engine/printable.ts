/**
 * What comes from a device ends up in terminals, reports and tickets. Control characters, line and paragraph separators,
 * and bidirectional overrides would let a device write more than it says; they are shown as their code points instead.
 */
export const printable = (text: string): string =>
  text.replace(
    /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
