/** A word of a rule, and whether any of it stood in quotes: `"!"` is a value, `!` a negation. */
export interface Word {
  readonly text: string;
  readonly quoted: boolean;
}

/**
 * Splits a line as iptables-restore does (add_param_to_argv in iptables/xshared.c): only double quotes group, a backslash
 * escapes inside them alone, a closing quote ends the word. An open quote at the end of the line is null: it does not load.
 */
export const wordsOf = (line: string): Word[] | null =>
  line.includes('"') ? quotedWordsOf(line) : (line.match(/[^ \t]+/g) ?? []).map((text) => ({ text, quoted: false }));

const quotedWordsOf = (line: string): Word[] | null => {
  const words: Word[] = [];
  let text = '';
  let quoted = false;
  let open = false;
  const end = (): void => {
    if (text !== '' || quoted) words.push({ text, quoted });
    text = '';
    quoted = false;
  };
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? '';
    if (open && char === '\\') {
      at += 1;
      text += line[at] ?? '';
    } else if (char === '"') {
      if (open) end();
      open = !open;
      quoted ||= open;
    } else if (!open && (char === ' ' || char === '\t')) {
      end();
    } else {
      text += char;
    }
  }
  if (open) return null;
  end();
  return words;
};

/** The characters that iptables-save prints bare (xtables_save_string in libxtables/xtables.c), and those of addresses and lists. */
const BARE = /^(?!!$)[A-Za-z0-9_.,:/+=@%*!-]+$/;

export const quoteWord = (text: string): string => (BARE.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`);
