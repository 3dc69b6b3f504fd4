import { toNumber } from '../../ipv4.js';
import { isFixed } from './field.js';
import type { Flow } from './flow.js';
import type { Course } from './hooks.js';
import type { FibRoute } from './routing.js';

/** Notes on the way that no rule made. */
export const note = ({ trail }: Course, text: string): void => {
  trail.push({ kind: 'path', text });
};

/** The gateway, or the destination itself where it is on the link. */
const nextHopOf = ({ now }: Flow, route: FibRoute | null): number | null => {
  const gateway = route?.gateway ?? null;
  if (gateway !== null) return toNumber(gateway);
  return isFixed(now.destination) ? now.destination.lo : null;
};

/** Sends the packet out, as routing or a bridge says. */
export const sendBy = (course: Course, device: string, route: FibRoute | null): void => {
  course.flow.outInterface = device;
  course.nextHop = nextHopOf(course.flow, route);
};
