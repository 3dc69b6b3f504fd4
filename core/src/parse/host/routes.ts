import type * as z from 'zod/mini';
import { listOf, number, record, text } from './shape.js';

export const HostRoutes = listOf(record({ destination: text, nextHop: text, interfaceIndex: number, metric: number }));
/** An IPv4 route of the host, Get-NetRoute. */
export type HostRoute = Readonly<z.infer<typeof HostRoutes>[number]>;
