import { parseIpRouteJson } from './ipRouteJson.js';
import type { Parsed } from './parsed.js';
import type { Route } from './route.js';

/** The routes, by whichever tool the guest has. */
export const parseRoutes = (text: string): Parsed<readonly Route[]> => parseIpRouteJson(text);
