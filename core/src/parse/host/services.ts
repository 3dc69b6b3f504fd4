import type * as z from 'zod/mini';
import { listOf, number, record, text } from './shape.js';

export const HostServices = listOf(
  record({
    name: text,
    /** ServiceControllerStatus: 1 stopped, 4 running, ... */
    status: number,
    /** ServiceStartMode: 2 automatic, 3 manual, 4 disabled. */
    startType: number,
  }),
);
/** A Windows service that EFLOW's network rests on. */
export type HostService = Readonly<z.infer<typeof HostServices>[number]>;
