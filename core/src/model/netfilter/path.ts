import { sendBy } from './course.js';
import { egress, type Egress } from './egress.js';
import type { Field } from './field.js';
import type { Flow } from './flow.js';
import { filterBy, track, translateAt, type Course, type Stop } from './hooks.js';
import type { Hook } from './step.js';

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

/** Connection tracking sees whole packets alone: fragments are put together before any rule (nf_defrag_ipv4). */
const gather = ({ ground, flow }: Course): null => {
  if (ground.tracking) flow.laterFragment = false;
  return null;
};

/** What comes in, up to the routing decision. */
export const prerouting = (course: Course): Stop | null =>
  firstStop([
    () => gather(course),
    () => filterBy(course, 'raw', 'PREROUTING'),
    () => tracked(course, () => filterBy(course, 'mangle', 'PREROUTING')),
    () => translateAt(course, 'PREROUTING'),
  ]);

/** What a bridge carries from port to port while netfilter looks on: in and out by the same bridge. */
export const bridge = (course: Course, device: string): Stop | null => {
  sendBy(course, device, null);
  course.flow.bridged = true;
  return forward(course);
};

/** The two back ends hook `security` in at different places: legacy at 50, before `nat`, and nft at 150, behind it. */
const secureByLegacy = (course: Course, hook: Hook): Stop | null => filterBy(course, 'security', hook, 'legacy');
const secureByNft = (course: Course, hook: Hook): Stop | null => filterBy(course, 'security', hook, 'nft');

/** What is for the VM itself: it comes in whole (ip_local_deliver). */
export const input = (course: Course): Stop | null => {
  course.flow.laterFragment = false;
  return firstStop([
    () => filterBy(course, 'mangle', 'INPUT'),
    () => filterBy(course, 'filter', 'INPUT'),
    () => secureByLegacy(course, 'INPUT'),
    () => translateAt(course, 'INPUT'),
    () => secureByNft(course, 'INPUT'),
  ]);
};

const postrouting = (course: Course): Stop | null =>
  firstStop([() => filterBy(course, 'mangle', 'POSTROUTING'), () => translateAt(course, 'POSTROUTING')]);

/** What goes on to another interface, once it is said where. */
export const forward = (course: Course): Stop | null =>
  firstStop([
    () => filterBy(course, 'mangle', 'FORWARD'),
    () => filterBy(course, 'filter', 'FORWARD'),
    () => secureByLegacy(course, 'FORWARD'),
    () => secureByNft(course, 'FORWARD'),
    () => postrouting(course),
  ]);

export type NoRoute = Extract<Egress, { kind: 'noRoute' }>;

/** Only a mark that `mangle` changed and an address that `nat` changed make the kernel ask for the way again (ip_route_me_harder). */
const isDiverted = ({ flow }: Course, before: Pick<Flow, 'mark'> & { readonly destination: Field }): boolean =>
  flow.mark !== before.mark || flow.now.destination !== before.destination;

/**
 * What the VM itself sends, up to the wire or to `lo`. Where it is diverted, the rules of OUTPUT that come after still see the
 * interface that was chosen first (struct nf_hook_state).
 */
export const output = (course: Course): Stop | NoRoute | null => {
  const { flow } = course;
  const first = egress(course);
  if (first.kind === 'noRoute') return first;
  flow.unaddressed = false;
  sendBy(course, first.device, first.route);
  const raw = filterBy(course, 'raw', 'OUTPUT');
  if (raw !== null) return raw;
  track(course);
  const before = { mark: flow.mark, destination: flow.now.destination };
  const changing = filterBy(course, 'mangle', 'OUTPUT') ?? translateAt(course, 'OUTPUT');
  if (changing !== null) return changing;
  const second = isDiverted(course, before) ? egress(course) : first;
  if (second.kind === 'noRoute') return second;
  const late = firstStop([
    () => filterBy(course, 'filter', 'OUTPUT'),
    () => secureByLegacy(course, 'OUTPUT'),
    () => secureByNft(course, 'OUTPUT'),
  ]);
  sendBy(course, second.device, second.route);
  return late ?? postrouting(course);
};

/** What the VM sent to itself comes in again by `lo`; connection tracking and `nat` already know it. */
export const loopBack = (course: Course): Stop | null => {
  course.flow.inInterface = 'lo';
  course.flow.outInterface = null;
  return firstStop([() => filterBy(course, 'raw', 'PREROUTING'), () => filterBy(course, 'mangle', 'PREROUTING')]);
};
