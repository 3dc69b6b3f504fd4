import type * as z from 'zod/mini';
import { later, listOf, number, optionalNumber, record, text } from './shape.js';

export const HostFirewallProfiles = listOf(
  record({
    /** Domain, Private, Public. */
    name: text,
    /** GpoBoolean: 0 false, 1 true, 2 not configured. */
    enabled: number,
    /** Action: 0 not configured, 2 allow, 4 block. */
    defaultInbound: number,
    defaultOutbound: number,
    /** GpoBoolean: whether the rules of this machine hold beside those of a policy. */
    allowLocalRules: number,
    /** GpoBoolean: 0 is "block all incoming connections", whatever the rules. */
    allowInboundRules: later(optionalNumber),
    /** Aliases of interfaces on which the profile does not filter. */
    disabledInterfaces: later(listOf(text)),
  }),
);
/** A profile of the Windows firewall as it is in force, Get-NetFirewallProfile. */
export type HostFirewallProfile = Readonly<z.infer<typeof HostFirewallProfiles>[number]>;
