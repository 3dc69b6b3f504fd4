import type { ProxySetting } from '../item.js';
import { contains, isIpv4, parsePrefix } from '../../ipv4.js';
import { proxiedPlaces, type Place } from './proxy.js';

/** The entries of NO_PROXY (or no_proxy) of a place. */
export const noProxyOf = (settings: readonly ProxySetting[], place: Place): readonly string[] =>
  settings
    .filter((one) => one.place === place && one.variable.toLowerCase() === 'no_proxy')
    .flatMap(({ value }) => value.split(','))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

/** A name and those below it: `contoso.com`, `.contoso.com` and `*.contoso.com` all mean them (golang.org/x/net/http/httpproxy). */
const namesHost = (entry: string, host: string): boolean => {
  const name = entry.replace(/^\*?\./, '');
  return host.endsWith(`.${name}`) || (host === name && !entry.startsWith('*.'));
};

const isMeant = (entry: string, host: string, port: number): boolean => {
  if (entry === '*') return true;
  const prefix = parsePrefix(entry);
  if (prefix !== null) return contains(prefix, host);
  const [name = '', asked] = entry.toLowerCase().split(':');
  if (asked !== undefined && asked !== String(port)) return false;
  return isIpv4(host) ? name === host : namesHost(name, host.toLowerCase());
};

/** The entry that sends connections to a host past the proxy; null where they go through it. */
const excludedBy = (entries: readonly string[], host: string, port: number): string | null =>
  entries.find((entry) => isMeant(entry, host, port)) ?? null;

/** Which of the places that have a proxy send connections to a host past it, by which entry the first does, and which do not. */
interface Sent {
  readonly past: readonly Place[];
  readonly entry: string | null;
  readonly through: readonly Place[];
}

export const sentBy = (settings: readonly ProxySetting[], host: string, port: number): Sent => {
  const entryOf = (place: Place): string | null => excludedBy(noProxyOf(settings, place), host, port);
  const proxied = proxiedPlaces(settings);
  const past = proxied.filter((place) => entryOf(place) !== null);
  const [first] = past;
  return {
    past,
    entry: first === undefined ? null : entryOf(first),
    through: proxied.filter((place) => entryOf(place) === null),
  };
};

/** Whether every place that has a proxy sends connections to a host past it. */
export const isSentPast = (settings: readonly ProxySetting[], host: string, port: number): boolean => {
  const { past, through } = sentBy(settings, host, port);
  return past.length > 0 && through.length === 0;
};
