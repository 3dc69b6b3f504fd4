import { parseFramedFiles } from '../text/framedFiles.js';
import type { Ruleset } from './rule.js';
import { parseIptablesSave } from './save.js';
import { wholeNumber } from '../text/number.js';
import { parsed, type Parsed } from '../text/parsed.js';
import { say } from '../../texts/say.js';

/** The rules that iptables.service restores when the VM starts. */
export interface SavedRules {
  readonly path: string;
  /** Seconds since 1970 of the file's last change. */
  readonly changedAt: number | null;
  readonly text: string;
  /** A file that cannot be understood is a fact too. */
  readonly ruleset: Parsed<Ruleset>;
}

/** `==> PATH -> SECONDS`, then the file; null where there is none. */
export const parseSavedRules = (text: string): Parsed<SavedRules | null> => {
  const files = parseFramedFiles(say('The saved rules'), text);
  if (!files.ok) return files;
  const file = files.value[0];
  if (file === undefined) return parsed(null);
  const ruleset = parseIptablesSave(file.text);
  return parsed({ path: file.path, changedAt: wholeNumber(file.target), text: file.text, ruleset });
};
