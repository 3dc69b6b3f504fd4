import { HTTPS } from './endpoints.js';
import type { Reach } from '../item.js';
import { CONTROL_ADDRESS, fromVm } from './reach.js';

const isClosed = ({ tcp }: Reach): boolean => ['silent', 'refused', 'unreachable', 'unresolved'].includes(tcp);

/** How a host is reached on each of the two ways, as far as both were tried. */
export interface Ways {
  readonly host: string;
  readonly direct: readonly Reach[];
  readonly through: readonly Reach[];
}

export const waysOf = (reach: readonly Reach[]): readonly Ways[] => {
  const tried = fromVm(reach).filter(({ host, port }) => host !== CONTROL_ADDRESS && port === HTTPS);
  return [...new Set(tried.map(({ host }) => host))].map((host) => {
    const own = tried.filter((one) => one.host === host);
    return {
      host,
      direct: own.filter(({ via }) => via === 'direct'),
      through: own.filter(({ via }) => via === 'proxy'),
    };
  });
};

export const passes = ({ tcp, tls }: Reach): boolean => tcp === 'connected' && tls === 'ok';

/** The proxy took the connection and opened none to the host. */
const isRefused = ({ tcp, tls }: Reach): boolean => tcp === 'connected' && tls === 'failed';

/** Whether the host was tried without the proxy, and each time in vain. */
export const isClosedDirectly = ({ direct }: Ways): boolean => direct.length > 0 && direct.every(isClosed);

/** Whether the host was tried through the proxy, which each time opened no connection to it. */
export const isRefusedThrough = ({ through }: Ways): boolean => through.length > 0 && through.every(isRefused);
