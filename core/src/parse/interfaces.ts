import type { NetworkInterface } from './interface.js';
import { parseIpAddrJson } from './ipAddrJson.js';
import type { Parsed } from './parsed.js';

/** The interfaces, by whichever tool the guest has. */
export const parseInterfaces = (text: string): Parsed<readonly NetworkInterface[]> => parseIpAddrJson(text);
