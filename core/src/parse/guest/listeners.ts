import type { Listener } from './listener.js';
import { parseNetstat } from './netstat.js';
import type { Parsed } from '../text/parsed.js';
import { parseProcNet } from './procNet.js';
import { parseSs } from './ss.js';

/** The sockets that wait, by whichever tool the guest has. */
export const parseListeners = (text: string): Parsed<readonly Listener[]> => {
  if (text.startsWith('==> ')) return parseProcNet(text);
  return text.startsWith('Active ') || text.startsWith('(') ? parseNetstat(text) : parseSs(text);
};
