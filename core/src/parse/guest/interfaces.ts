import { parseIfconfig } from './ifconfig.js';
import { parseIfconfigOld } from './ifconfigOld.js';
import type { NetworkInterface } from './interface.js';
import { parseIpAddrJson } from './ipAddrJson.js';
import { parseIpAddrText } from './ipAddrText.js';
import { linesOf } from '../text/lines.js';
import { notUnderstood, type Parsed } from '../text/parsed.js';

const formatOf = (text: string): ((text: string) => Parsed<readonly NetworkInterface[]>) => {
  const first = linesOf(text.slice(0, 4096).trimStart())[0] ?? '';
  // A name may begin with a digit or a bracket, so the words behind it tell.
  if (/^\S{1,64} {1,64}Link encap:/.test(first)) return parseIfconfigOld;
  if (/^\S{1,64}: flags=/.test(first)) return parseIfconfig;
  if (first.startsWith('[')) return parseIpAddrJson;
  return /^\d/.test(first) ? parseIpAddrText : parseIfconfig;
};

/** The interfaces, by whichever tool the guest has. No machine is without any. */
export const parseInterfaces = (text: string): Parsed<readonly NetworkInterface[]> => {
  const interfaces = formatOf(text)(text);
  return interfaces.ok && interfaces.value.length === 0 ? notUnderstood('The interfaces', text) : interfaces;
};
