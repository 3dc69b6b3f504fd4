import { classify, within, type Ranges } from './field.js';
import type { Course } from './hooks.js';
import { lookUp, type Answer, type FibRoute } from './routing.js';
import { isOnForEither } from './settings.js';
import { say } from '../../texts/say.js';

/** Where the VM's own packet goes. */
export type Egress =
  | { readonly kind: 'out'; readonly device: string; readonly route: FibRoute | null }
  | { readonly kind: 'noRoute'; readonly type: string };

const ERROR_TYPES = ['unreachable', 'blackhole', 'prohibit', 'none'];

const settleSource = ({ ground, flow, ask }: Course): void => {
  const cuts = [...new Set(ground.fib.sourceCuts)].sort((one, other) => one - other);
  if (cuts.length === 0) return;
  classify(
    flow.now.source,
    () => cuts,
    (value) => cuts.filter((cut) => cut <= value).length,
    ask,
  );
};

const answerFor = ({ ground, flow, ask }: Course, skipUnknown: boolean): Answer =>
  classify(
    flow.now.destination,
    () => ground.fib.destinationCuts,
    (destination) =>
      lookUp(
        ground.fib,
        { destination, source: flow.now.source.lo, mark: flow.mark, inInterface: 'lo', outInterface: null },
        skipUnknown,
      ),
    ask,
  );

const LOOPBACK: Ranges = [[0x7f000000, 0x7fffffff]];

/** A loopback address leaves the machine only where somebody allowed it (__mkroute_output). */
const mayLeave = ({ ground, flow, ask }: Course, device: string): boolean =>
  isOnForEither(ground.world, device, 'route_localnet') || !within(flow.now.source, LOOPBACK, ask);

const asEgress = (course: Course, answer: Answer): Egress => {
  if (answer === 'none') return { kind: 'noRoute', type: 'none' };
  if (answer === 'unknown') {
    const refused = course.ask.holds('policy rule', say('a policy rule without a table refuses the packet'));
    return refused ? { kind: 'noRoute', type: 'rule' } : asEgress(course, answerFor(course, true));
  }
  if (ERROR_TYPES.includes(answer.type)) return { kind: 'noRoute', type: answer.type };
  if (answer.type === 'local') return { kind: 'out', device: 'lo', route: null };
  const { device } = answer;
  return device === null || !mayLeave(course, device)
    ? { kind: 'noRoute', type: answer.type }
    : { kind: 'out', device, route: answer };
};

/** What the kernel decides for a packet of the VM's own (ip_route_output_key). */
export const egress = (course: Course): Egress => {
  settleSource(course);
  return asEgress(course, answerFor(course, false));
};
