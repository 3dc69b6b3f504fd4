import { classify, within, type Ranges } from './field.js';
import type { Course } from './hooks.js';
import { fromVm, isRoute, lookUp, whyRefused, type Answer, type Assumed, type FibRoute } from './routing.js';
import { oneHop } from './oneHop.js';
import { assume, selectorsOf, settleSelectors } from './ruleSelectors.js';
import { isOnForEither } from './settings.js';

/** Where the VM's own packet goes. */
export type Egress =
  | { readonly kind: 'out'; readonly device: string; readonly route: FibRoute | null }
  | { readonly kind: 'noRoute'; readonly why: string };

const ERROR_TYPES = ['unreachable', 'blackhole', 'prohibit'];

const answerFor = ({ ground, flow, ask }: Course, assumed: Assumed): Answer =>
  classify(
    flow.now.destination,
    () => ground.fib.destinationCuts,
    (destination) =>
      lookUp(
        ground.fib,
        fromVm(destination, {
          source: flow.unaddressed ? 0 : flow.now.source.lo,
          mark: flow.mark,
          ...selectorsOf(flow),
        }),
        assumed,
      ),
    ask,
  );

const LOOPBACK: Ranges = [[0x7f000000, 0x7fffffff]];

/** A loopback address leaves the machine only where somebody allowed it (__mkroute_output). */
const mayLeave = ({ ground, flow, ask }: Course, device: string): boolean =>
  isOnForEither(ground.world, device, 'route_localnet') || !within(flow.now.source, LOOPBACK, ask);

const asEgress = (course: Course, assumed: Assumed): Egress => {
  const answer = answerFor(course, assumed);
  if (!isRoute(answer)) {
    if (answer !== 'none' && answer.kind === 'open') return asEgress(course, assume(course, answer, assumed));
    return { kind: 'noRoute', why: whyRefused(answer) };
  }
  if (ERROR_TYPES.includes(answer.type)) return { kind: 'noRoute', why: answer.type };
  if (answer.type === 'local') return { kind: 'out', device: 'lo', route: null };
  const route = oneHop(course, answer);
  const { device } = route;
  return device === null || !mayLeave(course, device)
    ? { kind: 'noRoute', why: answer.type }
    : { kind: 'out', device, route };
};

/** What the kernel decides for a packet of the VM's own (ip_route_output_key). */
export const egress = (course: Course): Egress => {
  settleSelectors(course, [course.flow.now.source]);
  return asEgress(course, new Map());
};
