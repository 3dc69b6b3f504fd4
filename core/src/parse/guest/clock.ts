import { cutAt, filledLinesOf, orNull } from '../text/lines.js';
import { notUnderstood, parsed, type Parsed } from '../text/parsed.js';

export interface Clock {
  /** Seconds since 1970 by the guest's clock. */
  readonly epochSeconds: number;
  readonly synchronized: boolean | null;
  readonly ntpServer: string | null;
}

const flagOf = (text: string | undefined): boolean | null => (text === 'yes' ? true : text === 'no' ? false : null);

/**
 * First `date +%s.%N`, then what there is of `timedatectl show` (NTPSynchronized=) and `timedatectl show-timesync`
 * (ServerName=).
 */
export const parseClock = (text: string): Parsed<Clock> => {
  const [time = '', ...lines] = filledLinesOf(text);
  const epochSeconds = /^\d{1,12}(\.\d{1,9})?$/.test(time.trim()) ? Number(time) : null;
  if (epochSeconds === null) return notUnderstood('The clock', text);
  const properties = new Map(lines.map((line) => cutAt(line, '=')));
  const synchronized = flagOf(properties.get('NTPSynchronized')?.trim());
  return parsed({ epochSeconds, synchronized, ntpServer: orNull(properties.get('ServerName')) });
};
