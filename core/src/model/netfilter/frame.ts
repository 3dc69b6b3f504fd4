import { classify } from './field.js';
import type { Flow } from './flow.js';
import { addressType, isBroadcastOf } from './routing.js';
import type { Sight } from './test.js';

/** How a frame was addressed. A snapshot holds none, but a packet's destination tells: a broadcast of another link came by a router. */
export type FrameType = 'unicast' | 'broadcast' | 'multicast';

export const frameType = ({ frameDestination, inInterface, local }: Flow, { fib, ask }: Sight): FrameType =>
  local
    ? 'unicast'
    : classify(
        frameDestination,
        () => fib.typeCuts,
        (value) => {
          if (addressType(fib, value) === 'MULTICAST') return 'multicast';
          return isBroadcastOf(fib, value, inInterface) ? 'broadcast' : 'unicast';
        },
        ask,
      );
