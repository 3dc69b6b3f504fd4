import { askingParts, collectScript, lookingParts } from './guest/collectScript.js';
import { dnsScript, engineScript } from './repairs/dnsCommands.js';
import { bypassScript } from './repairs/planBypass.js';
import { repairScript } from './repairs/repairCommands.js';

/** Every script that is ever run in a guest, by the name under which its hash is published with a release. */
export const guestScripts: Readonly<Record<string, string>> = {
  look: collectScript,
  'look without gzip, 1 of 4': lookingParts[0],
  'look without gzip, 2 of 4': lookingParts[1],
  'look without gzip, 3 of 4': askingParts.connections,
  'look without gzip, 4 of 4': askingParts.surroundings,
  'repair of the firewall': repairScript,
  'repair of DNS': dnsScript,
  'repair of the DNS of the container engine': engineScript,
  'firewall experiment': bypassScript,
};
