import type { FactValues } from '../../facts/facts.js';
import type { ProxySetting } from '../item.js';
import { portNumber } from '../../parse/text/number.js';
import { tell, text } from '../../texts/say.js';
import { withoutEnd } from '../withoutEnd.js';

export const places = ['engine', 'edged', 'identityd', 'edgeAgent'] as const;
export type Place = (typeof places)[number];

const names: Readonly<Record<Place, string>> = {
  engine: text('the container engine'),
  edged: 'aziot-edged',
  identityd: 'aziot-identityd',
  edgeAgent: 'edgeAgent',
};

export const placeName = (place: Place): string => tell(names[place]);

/** The proxy for TLS that each place is set to; null where it is set to none. A slash at the end makes no difference. */
export const httpsProxies = (settings: readonly ProxySetting[]): Readonly<Record<Place, string | null>> => {
  const of = (place: Place): string | null => {
    const found = settings.find(
      (one) => one.place === place && one.variable.toLowerCase() === 'https_proxy' && one.value !== '',
    );
    return found === undefined ? null : withoutEnd(found.value, '/');
  };
  return { engine: of('engine'), edged: of('edged'), identityd: of('identityd'), edgeAgent: of('edgeAgent') };
};

/** The places that have a proxy. */
export const proxiedPlaces = (settings: readonly ProxySetting[]): readonly Place[] => {
  const proxies = httpsProxies(settings);
  return places.filter((place) => proxies[place] !== null);
};

/** The proxy's scheme does not matter for where it is. */
export const proxyAddress = (url: string): string => url.replace(/^[a-z]+:\/\//i, '').toLowerCase();

/** A host and a port, as proxies are written; null for what is neither. */
const placeOf = (proxy: string): { readonly host: string; readonly port: number } | null => {
  const [, host = '', port] = /^([A-Za-z0-9._-]{1,253}):(\d{1,5})\/?$/.exec(proxyAddress(proxy)) ?? [];
  const number = portNumber(port);
  return number === null || number === 0 ? null : { host, port: number };
};

/** By which proxy TLS gets out: the VM's, as its first place says, or else the host's own. */
export const proxyInUse = (
  settings: readonly ProxySetting[] | undefined,
  ofHost: FactValues['host.proxy'] | undefined,
): { readonly host: string; readonly port: number } | null => {
  const own = httpsProxies(settings ?? []);
  const set = places.map((place) => own[place]).find((one) => one !== null);
  return placeOf(set ?? (ofHost === undefined ? null : hostProxyOf(ofHost)?.proxy) ?? '');
};

export interface HostProxy {
  readonly proxy: string;
  /** Whose setting it is. */
  readonly where: string;
}

/** The proxy for TLS of one of Windows' lists, such as `http=a:80;https=b:443` or `a:80`. */
const forTls = (list: string): string =>
  list
    .split(/[; ]+/)
    .find((one) => /^https=/i.test(one))
    ?.replace(/^https=/i, '') ?? (list.split(/[; ]+/)[0] ?? '').replace(/^\w+=/, '');

/** The script that tells programs of Windows which proxy to use; null where there is none. */
export const proxyScript = ({ winInet }: FactValues['host.proxy']): string | null =>
  (winInet.autoConfigUrl ?? '') === '' ? null : winInet.autoConfigUrl;

/** The proxy by which Windows gets out: of its services, of the environment, of the user; null where it has none. */
export const hostProxyOf = ({ winHttp, winInet, environment }: FactValues['host.proxy']): HostProxy | null => {
  const variable = environment.find(({ name, value }) => /^https_proxy$/i.test(name) && (value ?? '') !== '');
  if ((winHttp.proxy ?? '') !== '') return { proxy: forTls(winHttp.proxy ?? ''), where: 'WinHTTP' };
  if (variable !== undefined) return { proxy: proxyAddress(variable.value ?? ''), where: variable.name };
  if (winInet.enabled && (winInet.server ?? '') !== '')
    return { proxy: forTls(winInet.server ?? ''), where: 'Internet Options' };
  return null;
};
