import type { ProxySetting } from '../item.js';
import { HTTPS } from './endpoints.js';
import { isSentPast } from './noProxy.js';
import { isRefusedThrough, passes, type Ways } from './proxyWays.js';

/**
 * The hosts that the proxy opens no connection to. Where it serves others, one that is reached past it, or sent past it, is a
 * matter of NO_PROXY.
 */
export const lostBehindProxy = (
  ways: readonly Ways[],
  settings: readonly ProxySetting[],
  serves: boolean,
): readonly string[] =>
  ways
    .filter(isRefusedThrough)
    .filter(({ host, direct }) => !serves || (!direct.some(passes) && !isSentPast(settings, host, HTTPS)))
    .map(({ host }) => host);
