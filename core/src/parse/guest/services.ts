import { cutAt, linesOf, orNull } from '../text/lines.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';

/** A unit of systemd, in systemd's own words. */
export interface Service {
  /** With its suffix: `systemd-resolved.service`. */
  readonly name: string;
  /** loaded, not-found, masked, ... */
  readonly load: string;
  /** active, inactive, failed, activating, ... */
  readonly active: string;
  /** running, dead, exited, auto-restart, ... */
  readonly sub: string;
  /** enabled, disabled, masked, static, ... */
  readonly enabled: string | null;
}

/** `systemctl show` separates units with an empty line. */
const blocksOf = (text: string): string[][] => {
  const blocks: string[][] = [];
  let block: string[] | null = null;
  for (const line of linesOf(text)) {
    if (line.trim() === '') block = null;
    else if (block === null) blocks.push((block = [line]));
    else block.push(line);
  }
  return blocks;
};

const readService = (block: readonly string[]): Parsed<Service> => {
  const properties = new Map(block.map((line) => cutAt(line, '=')));
  const [name, load, active, sub] = ['Id', 'LoadState', 'ActiveState', 'SubState'].map((key) => properties.get(key));
  if (name == null || load == null || active == null || sub == null)
    return notUnderstood('A unit of systemctl show', block.join('\n'));
  return parsed({ name, load, active, sub, enabled: orNull(properties.get('UnitFileState')) });
};

/** `systemctl show -p Id,LoadState,ActiveState,SubState,UnitFileState UNIT...` */
export const parseServices = (text: string): Parsed<readonly Service[]> => parseEach(blocksOf(text), readService);
