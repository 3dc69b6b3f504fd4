import type * as z from 'zod/mini';
import { listOf, macText, number, optionalFlag, optionalText, record, text } from './hostShape.js';

export const HostAdapters = listOf(
  record({
    name: text,
    description: text,
    index: number,
    /** Up, Disconnected, Disabled, Not Present. */
    status: optionalText,
    mac: macText,
    linkSpeed: optionalText,
    virtual: optionalFlag,
  }),
);
/** A network adapter of the host, Get-NetAdapter. */
export type HostAdapter = Readonly<z.infer<typeof HostAdapters>[number]>;
