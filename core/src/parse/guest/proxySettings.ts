import type { Parsed } from '../text/parsed.js';
import { oneOf, parseRecords, type Fields } from '../text/tsv.js';
import { say } from '../../texts/say.js';

/** The four places where IoT Edge wants a proxy to be set alike: container engine, edge daemon, identity service, edgeAgent. */
const places = ['engine', 'edged', 'identityd', 'edgeAgent'] as const;

export interface ProxySetting {
  readonly place: (typeof places)[number];
  /** As it is written there: `HTTPS_PROXY`, `no_proxy`, ... */
  readonly variable: string;
  /** Without user and password: they are cut off in the guest. */
  readonly value: string;
  /** Where there were any. */
  readonly credentials?: true;
}

const readSetting = (fields: Fields): ProxySetting | null => {
  const place = oneOf(places, fields[0]);
  const variable = fields[1];
  // What could not be shown is set all the same: nothing is known of it, and not that it is absent.
  if (place === null || variable == null || fields[3] === 'unread') return null;
  const credentials = fields[3] === 'credentials' ? ({ credentials: true } as const) : {};
  return { place, variable, value: fields[2] ?? '', ...credentials };
};

/** Fields: place, variable, value, and the word `credentials` where some were cut off, or `unread`. */
export const parseProxySettings = (text: string): Parsed<readonly ProxySetting[]> =>
  parseRecords(say('A proxy setting'), text, 4, readSetting, 1);
