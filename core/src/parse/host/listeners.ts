import * as z from 'zod/mini';
import { listOf, number, optionalText, record, text } from './shape.js';

export const HostListeners = listOf(
  record({
    protocol: z.enum(['tcp', 'udp']),
    address: text,
    port: number,
    process: optionalText,
    /** The services that the process runs, by their names, which are not localized. */
    services: listOf(text),
  }),
);
/** Who waits on a port of the host: every one on TCP, on UDP those on 53 and 67. */
export type HostListener = Readonly<z.infer<typeof HostListeners>[number]>;
