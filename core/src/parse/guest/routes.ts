import { parseIpRouteJson } from './ipRouteJson.js';
import { parseIpRouteText } from './ipRouteText.js';
import type { Parsed } from '../text/parsed.js';
import type { Route } from './route.js';
import { parseRouteTable } from './routeTable.js';

/** The routes, by whichever tool the guest has. */
export const parseRoutes = (text: string): Parsed<readonly Route[]> => {
  if (text.trimStart().startsWith('[')) return parseIpRouteJson(text);
  return text.startsWith('Kernel IP routing table') ? parseRouteTable(text) : parseIpRouteText(text);
};
