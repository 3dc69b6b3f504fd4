import type * as z from 'zod/mini';
import { listOf, number, record, text } from './hostShape.js';

export const HostFirewallProfiles = listOf(
  record({
    /** Domain, Private, Public. */
    name: text,
    /** GpoBoolean: 0 false, 1 true, 2 not configured. */
    enabled: number,
    /** Action: 0 not configured, 2 allow, 4 block. */
    defaultInbound: number,
    defaultOutbound: number,
    /** GpoBoolean. */
    allowLocalRules: number,
  }),
);
/** A profile of the Windows firewall, Get-NetFirewallProfile. */
export type HostFirewallProfile = Readonly<z.infer<typeof HostFirewallProfiles>[number]>;
