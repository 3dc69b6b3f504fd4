import { notUnderstood, parsed, type Parsed } from '../text/parsed.js';

/** One line, the name: what `hostname` or /proc/sys/kernel/hostname prints. */
export const parseHostName = (text: string): Parsed<string> => {
  const name = text.trim();
  return /^[A-Za-z0-9._-]{1,253}$/.test(name) ? parsed(name) : notUnderstood('The host name', text);
};
