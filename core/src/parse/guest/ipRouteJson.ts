import { isObject, numberOf, objectsIn, parseJson, textOf, textsIn, type JsonObject } from '../text/json.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';
import { withLength, type Route } from './route.js';

/** Newer versions print `"table":"main"`, older ones a number. */
const nameOf = (value: unknown): string | null => textOf(value) ?? numberOf(value)?.toString() ?? null;

/** An IPv4 route may go by an IPv6 neighbour: `"via":{"family":"inet6","host":"fe80::1"}`. */
const gatewayOf = (item: JsonObject): string | null =>
  textOf(item['gateway']) ?? (isObject(item['via']) ? textOf(item['via']['host']) : null);

const hop = (item: JsonObject): Pick<Route, 'gateway' | 'device' | 'linkDown'> => ({
  gateway: gatewayOf(item),
  device: textOf(item['dev']),
  linkDown: textsIn(item['flags']).includes('linkdown'),
});

const readRoutes = (item: JsonObject): Parsed<readonly Route[]> => {
  const destination = textOf(item['dst']);
  if (destination === null) return notUnderstood('A route of ip -j route', JSON.stringify(item));
  const common = {
    table: nameOf(item['table']) ?? 'main',
    type: textOf(item['type']) ?? 'unicast',
    destination: withLength(destination),
    metric: numberOf(item['metric']) ?? 0,
    source: textOf(item['prefsrc']),
    scope: nameOf(item['scope']),
    protocol: nameOf(item['protocol']),
  };
  const hops = objectsIn(item['nexthops']);
  return parsed((hops.length > 0 ? hops : [item]).map((one) => ({ ...common, ...hop(one) })));
};

/** `ip -4 -j route show table all` */
export const parseIpRouteJson = (text: string): Parsed<readonly Route[]> => {
  const value = parseJson('ip -j route', text);
  if (!value.ok) return value;
  if (!Array.isArray(value.value)) return notUnderstood('ip -j route', text);
  const routes = parseEach(objectsIn(value.value), readRoutes);
  return routes.ok ? parsed(routes.value.flat()) : routes;
};
