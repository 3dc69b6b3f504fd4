import type * as z from 'zod/mini';
import { optionalText, record } from './shape.js';
import { parseHosts, type HostsEntry } from '../guest/hosts.js';
import { parsed, type Parsed } from '../text/parsed.js';

/** The file's text; null where there is none. */
export const HostHostsIcsAnswer = record({ text: optionalText });

/** The names that Internet Connection Sharing gives out on the Default Switch; null where it keeps none. */
export const readHostsIcs = ({ text }: z.infer<typeof HostHostsIcsAnswer>): Parsed<readonly HostsEntry[] | null> =>
  text === null ? parsed(null) : parseHosts(text);
