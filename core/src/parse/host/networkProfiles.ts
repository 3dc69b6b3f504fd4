import * as z from 'zod/mini';
import { listOf, number, record, text } from './shape.js';

/** MSFT_NetConnectionProfile.NetworkCategory, in its own order. */
const categories = ['Public', 'Private', 'Domain'] as const;

const category = z.pipe(
  z.transform((value: unknown): unknown => (typeof value === 'number' ? categories[value] : value)),
  z.enum(categories),
);

export const HostNetworkProfiles = listOf(record({ interfaceIndex: number, interfaceAlias: text, category }));
/** Which profile of the Windows firewall holds on an interface, Get-NetConnectionProfile. */
export type HostNetworkProfile = Readonly<z.infer<typeof HostNetworkProfiles>[number]>;
