import { parseFramedFiles, type FramedFile } from '../text/framedFiles.js';
import { cutAt, linesOf } from '../text/lines.js';
import { parsed, type Parsed } from '../text/parsed.js';
import { say } from '../../texts/say.js';

export interface UnitEntry {
  readonly key: string;
  readonly value: string;
}

export interface UnitSection {
  readonly name: string;
  /** In the file's order; a key may come again, and an empty value then clears what came before (systemd.syntax(7)). */
  readonly entries: readonly UnitEntry[];
}

export interface UnitFile {
  readonly path: string;
  /** In the file's order; a section may come again, as `[Address]` and `[Route]` do (systemd.network(5)). */
  readonly sections: readonly UnitSection[];
}

/** A line that ends in a backslash goes on in the next one; comments between the two are skipped (systemd.syntax(7)). */
const logicalLines = (text: string): string[] => {
  const logical: string[] = [];
  let begun: string[] = [];
  for (const line of linesOf(text).map((raw) => raw.trim())) {
    if (line.startsWith('#') || line.startsWith(';')) continue;
    const goesOn = line.endsWith('\\');
    begun.push(goesOn ? line.slice(0, -1) : line);
    if (goesOn) continue;
    logical.push(begun.join(' '));
    begun = [];
  }
  return begun.length > 0 ? [...logical, begun.join(' ')] : logical;
};

const sectionsOf = (text: string): UnitSection[] => {
  const sections: { name: string; entries: UnitEntry[] }[] = [];
  for (const line of logicalLines(text)) {
    if (line.startsWith('[') && line.endsWith(']')) {
      sections.push({ name: line.slice(1, -1), entries: [] });
      continue;
    }
    const [key, value] = cutAt(line, '=');
    // systemd ignores, with a warning, what is no assignment or stands before the first section; so do we.
    if (value !== null) sections.at(-1)?.entries.push({ key: key.trim(), value: value.trim() });
  }
  return sections;
};

const unitFile = ({ path, text }: FramedFile): UnitFile => ({ path, sections: sectionsOf(text) });

/** Files in the syntax of systemd units: .network, .netdev, .link, resolved.conf and its drop-ins. */
export const parseUnitFiles = (text: string): Parsed<readonly UnitFile[]> => {
  const files = parseFramedFiles(say('A file of systemd'), text);
  return files.ok ? parsed(files.value.map(unitFile)) : files;
};
