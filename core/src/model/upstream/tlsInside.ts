import { isLoopback } from '../../ipv4.js';
import type { Reach } from '../item.js';
import { HTTPS } from './endpoints.js';
import { isKnownIssuer, isMicrosofts } from './issuers.js';
import { CONTROL_ADDRESS, fromVm } from './reach.js';

/** Connections past any proxy over which TLS was tried. */
export const greeted = (reach: readonly Reach[]): readonly Reach[] =>
  reach.filter(
    ({ host, address, tcp, tls, via }) =>
      host !== CONTROL_ADDRESS &&
      !isLoopback(address ?? '') &&
      tcp === 'connected' &&
      tls !== 'notTried' &&
      via === 'direct',
  );

const placesIn = (reach: readonly Reach[]): readonly Reach['from'][] => [...new Set(reach.map(({ from }) => from))];

/** Of what was seen from several places: all of the VM, and of container networks what the VM did not see itself. */
const seenOnce = (reach: readonly Reach[], key: (one: Reach) => string): readonly Reach[] => {
  const own = fromVm(reach).map(key);
  return reach.filter((one) => one.from === 'vm' || !own.includes(key(one)));
};

/** Where TLS did not open to container networks, by network: what does not open to the VM either is no fault inside. */
const failedInside = (tried: readonly Reach[]): ReadonlyMap<Reach['from'], readonly Reach[]> => {
  const failed = tried.filter(({ tls }) => tls === 'failed');
  const inside = seenOnce(failed, ({ host, port }) => `${host}:${port}`).filter(({ from }) => from !== 'vm');
  return new Map(placesIn(inside).map((from) => [from, inside.filter((one) => one.from === from)]));
};

/** Those of them where it opened to nothing at all. */
export const hangingInside = (tried: readonly Reach[]): ReadonlyMap<Reach['from'], readonly Reach[]> =>
  new Map([...failedInside(tried)].filter(([from]) => !tried.some((one) => one.from === from && one.tls === 'ok')));

/** Where it did not open, but for networks whose packets are larger than the card takes: there nothing else is needed (MTU001). */
export const otherwiseFailed = (
  tried: readonly Reach[],
  larger: readonly { readonly network: string }[],
): ReadonlyMap<Reach['from'], readonly Reach[]> => {
  const hanging = hangingInside(tried);
  const isTooLarge = (from: Reach['from']): boolean => larger.some(({ network }) => from === `network:${network}`);
  return new Map([...failedInside(tried)].filter(([from]) => !hanging.has(from) || !isTooLarge(from)));
};

interface Foreign {
  readonly from: Reach['from'];
  readonly issuer: string;
  readonly hosts: readonly string[];
  /** Where the first of them was asked. */
  readonly port: number;
}

/** Who issued certificates of Microsoft's hosts that Microsoft has nothing from, by the place that was shown them. */
export const foreignIssuers = (shown: readonly Reach[]): readonly Foreign[] => {
  const strange = shown.flatMap((one) =>
    one.issuer !== null && isMicrosofts(one.host) && !isKnownIssuer(one.issuer) ? [{ ...one, issuer: one.issuer }] : [],
  );
  const seen = seenOnce(strange, ({ host, issuer }) => `${host} ${issuer ?? ''}`);
  return placesIn(seen).flatMap((from) => {
    const here = seen.filter((one) => one.from === from);
    return [...new Set(here.map(({ issuer }) => issuer ?? ''))].map((issuer) => {
      const theirs = here.filter((one) => one.issuer === issuer);
      return { from, issuer, hosts: [...new Set(theirs.map(({ host }) => host))], port: theirs[0]?.port ?? HTTPS };
    });
  });
};
