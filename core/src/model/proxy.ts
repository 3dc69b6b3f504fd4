import type { ProxySetting } from './item.js';
import { tell, text } from '../texts/say.js';

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
  const of = (place: Place): string | null =>
    settings
      .find((one) => one.place === place && one.variable.toLowerCase() === 'https_proxy' && one.value !== '')
      ?.value.replace(/\/+$/, '') ?? null;
  return { engine: of('engine'), edged: of('edged'), identityd: of('identityd'), edgeAgent: of('edgeAgent') };
};

/** The proxy's scheme does not matter for where it is. */
export const proxyAddress = (url: string): string => url.replace(/^[a-z]+:\/\//i, '').toLowerCase();
