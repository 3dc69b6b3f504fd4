import { nextHopOf } from './course.js';
import { egress } from './egress.js';
import { filterBy, track, translateAt, type Course, type Stop } from './hooks.js';

type Hooked = () => Stop | null;

/** The first hook that stops the packet. */
const firstStop = (hooks: readonly Hooked[]): Stop | null => {
  for (const hook of hooks) {
    const stop = hook();
    if (stop !== null) return stop;
  }
  return null;
};

const tracked = (course: Course, next: Hooked): Stop | null => {
  track(course);
  return next();
};

/** What comes in, up to the routing decision. */
export const prerouting = (course: Course): Stop | null =>
  firstStop([
    () => filterBy(course, 'raw', 'PREROUTING'),
    () => tracked(course, () => filterBy(course, 'mangle', 'PREROUTING')),
    () => translateAt(course, 'PREROUTING'),
  ]);

/** What is for the VM itself. */
export const input = (course: Course): Stop | null =>
  firstStop([
    () => filterBy(course, 'mangle', 'INPUT'),
    () => filterBy(course, 'filter', 'INPUT'),
    () => filterBy(course, 'security', 'INPUT'),
    () => translateAt(course, 'INPUT'),
  ]);

const postrouting = (course: Course): Stop | null =>
  firstStop([() => filterBy(course, 'mangle', 'POSTROUTING'), () => translateAt(course, 'POSTROUTING')]);

/** What goes on to another interface; `outInterface` is set. */
export const forward = (course: Course): Stop | null =>
  firstStop([
    () => filterBy(course, 'mangle', 'FORWARD'),
    () => filterBy(course, 'filter', 'FORWARD'),
    () => filterBy(course, 'security', 'FORWARD'),
    () => postrouting(course),
  ]);

export interface NoRoute {
  readonly kind: 'noRoute';
  readonly type: string;
}

const takeRoute = (course: Course): NoRoute | null => {
  const way = egress(course);
  if (way.kind === 'noRoute') return way;
  course.flow.outInterface = way.device;
  course.nextHop = nextHopOf(course.flow, way.route);
  return null;
};

/** What the VM itself sends, up to the wire or to `lo`. A translation or a mark may send it another way (ip_route_me_harder). */
export const output = (course: Course): Stop | NoRoute | null =>
  takeRoute(course) ??
  firstStop([
    () => filterBy(course, 'raw', 'OUTPUT'),
    () => tracked(course, () => filterBy(course, 'mangle', 'OUTPUT')),
    () => translateAt(course, 'OUTPUT'),
  ]) ??
  takeRoute(course) ??
  firstStop([
    () => filterBy(course, 'filter', 'OUTPUT'),
    () => filterBy(course, 'security', 'OUTPUT'),
    () => postrouting(course),
  ]);

/** What the VM sent to itself comes in again by `lo`; connection tracking and `nat` already know it. */
export const loopBack = (course: Course): Stop | null => {
  course.flow.inInterface = 'lo';
  course.flow.outInterface = null;
  return firstStop([() => filterBy(course, 'raw', 'PREROUTING'), () => filterBy(course, 'mangle', 'PREROUTING')]);
};
