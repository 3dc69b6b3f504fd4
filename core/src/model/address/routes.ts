import { parsePrefix } from '../../ipv4.js';
import type { Route } from '../item.js';

/** Tables that the kernel asks for everybody's packets without further rules: main and default. */
const COMMON_TABLES = new Set(['main', 'default', '254', '253']);

const isDefault = ({ destination }: Route): boolean => parsePrefix(destination)?.length === 0;

/** The default routes that can be used, the one that wins first: the lowest metric, then the order of the kernel. */
export const defaultRoutes = (routes: readonly Route[]): readonly Route[] =>
  routes
    .filter(
      (route) => COMMON_TABLES.has(route.table) && route.type === 'unicast' && isDefault(route) && !route.linkDown,
    )
    .sort((one, other) => one.metric - other.metric);

/** A default route as people read it. */
export const routeText = ({ gateway, device, metric }: Route): string =>
  `${gateway ?? 'link'} dev ${device ?? '-'} metric ${metric}`;
