import type { Ground } from './ground.js';
import type { Ask } from './oracle.js';
import { hopsOf, type FibRoute } from './routing.js';
import { say } from '../../texts/say.js';

/** A route with several hops spreads connections over them by a hash that no snapshot tells (fib_select_multipath). */
export const oneHop = ({ ground, ask }: { readonly ground: Ground; readonly ask: Ask }, route: FibRoute): FibRoute => {
  const [first = route, ...others] = route.type === 'unicast' ? hopsOf(ground.fib, route) : [];
  const hop = others.find(
    ({ device, gateway }) =>
      device !== first.device &&
      ask.holds(
        `hop ${device ?? ''} ${gateway ?? ''}`,
        say('the route takes its hop by {device}', { device: device ?? '' }),
      ),
  );
  return hop ?? first;
};
