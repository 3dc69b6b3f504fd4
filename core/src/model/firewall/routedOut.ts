import { DEFAULT_DESTINATION, type Route } from '../../parse/guest/route.js';
import type { World } from '../netfilter/world.js';
import { uplink } from '../netfilter/inbound.js';

const assumed = new WeakMap<World, World>();

const defaultBy = (device: string): Route => ({
  ...{ table: 'main', type: 'unicast', destination: DEFAULT_DESTINATION, gateway: null, device },
  ...{ metric: 2 ** 32 - 1, source: null, scope: 'link', protocol: null, linkDown: false },
});

const assume = (world: World): World => {
  const { routes } = world;
  const device = uplink(world)?.name;
  const isRouted = routes === null || routes.some(({ destination }) => destination === DEFAULT_DESTINATION);
  return isRouted || device === undefined ? world : { ...world, routes: [...routes, defaultBy(device)] };
};

/**
 * The world with a default route by the card to the switch, where it has none: a missing route must not hide what the rules do.
 */
export const routedOut = (world: World): World => {
  const known = assumed.get(world) ?? assume(world);
  assumed.set(world, known);
  return known;
};
