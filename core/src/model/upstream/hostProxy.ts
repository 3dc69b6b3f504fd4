import type { FactValues } from '../../facts/facts.js';
import { hostConnects } from '../host/view.js';
import { hostProxyOf, proxyScript } from './proxy.js';

/** Whether Windows has a proxy and nothing answered it past that: the network lets nobody out directly. */
export const needsProxy = (
  proxy: FactValues['host.proxy'] | undefined,
  tried: FactValues['host.reach'] | undefined,
): boolean =>
  proxy !== undefined &&
  (hostProxyOf(proxy) !== null || proxyScript(proxy) !== null) &&
  hostConnects(tried) === 'fails';
