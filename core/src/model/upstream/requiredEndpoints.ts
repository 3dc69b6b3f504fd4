import { grouped } from '../../grouped.js';
import type { Reach, Upstream } from '../item.js';
import type { Profile } from '../profile.js';
import { HTTPS, upstreamHost } from './endpoints.js';
import { fromVm, isClosed } from './reach.js';

/** A management channel, whoever names it: no look tries it (targets.sh). */
const SSH = 22;

const endpointOf = (registry: string): string => (registry.includes(':') ? registry : `${registry}:${HTTPS}`);

/** HOST:PORT of what the device needs besides its hub or parent: provisioning, registries, and what its owner wants. */
const requiredEndpoints = (upstream: Upstream, profile: Profile | undefined): readonly string[] => {
  const main = upstreamHost(upstream)?.toLowerCase() ?? '';
  const all = [
    ...(upstream.dps === null ? [] : [`${upstream.dps}:${HTTPS}`]),
    ...upstream.registries.map(endpointOf),
    ...(profile?.names ?? []).flatMap(({ host, port }) => (port === null ? [] : [`${host}:${port}`])),
  ];
  return [...new Set(all.map((one) => one.toLowerCase()))].filter(
    (one) => !one.startsWith(`${main}:`) && !one.endsWith(`:${SSH}`),
  );
};

/** Those of them to which the VM sent nothing: their names did not resolve, or nothing was left to spend. */
export const untriedEndpoints = (
  upstream: Upstream,
  profile: Profile | undefined,
  reach: readonly Reach[],
): readonly string[] => {
  const tried = fromVm(reach)
    .filter(({ tcp }) => tcp !== 'notTried' && tcp !== 'unresolved')
    .map(({ host, port }) => `${host.toLowerCase()}:${port}`);
  return requiredEndpoints(upstream, profile).filter((one) => !tried.includes(one));
};

interface ClosedEndpoint {
  readonly target: string;
  readonly attempts: readonly Reach[];
  readonly failed: Reach;
}

/** What nobody took a connection to, by whichever way it was tried. */
export const closedEndpoints = (tried: readonly Reach[]): readonly ClosedEndpoint[] =>
  [...grouped(tried, ({ host, port }) => `${host}:${port}`)].flatMap(([target, attempts]) => {
    const failed = attempts.find(isClosed);
    return failed === undefined || attempts.some(({ tcp }) => tcp === 'connected')
      ? []
      : [{ target, attempts, failed }];
  });
