import type * as z from 'zod/mini';
import { listOf, number, record, text } from './shape.js';

export const HostEvents = listOf(
  record({
    log: text,
    provider: text,
    id: number,
    /** 1 critical, 2 error, 3 warning. */
    level: number,
    /** UTC */
    at: text,
  }),
);
/** A warning or an error of the last day in Windows' logs; its text is localized and stays there. */
export type HostEvent = Readonly<z.infer<typeof HostEvents>[number]>;
