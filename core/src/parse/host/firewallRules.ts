import type * as z from 'zod/mini';
import { listOf, number, optionalNumber, optionalText, record, text } from './shape.js';

export const HostFirewallRules = listOf(
  record({
    /** The rule's own name, which is not localized as its display name is. */
    id: text,
    /** 1 inbound, 2 outbound. */
    direction: number,
    /** 2 allow, 3 allow bypass, 4 block. */
    action: number,
    /** A sum of 1 domain, 2 private, 4 public; 0 is all. */
    profiles: number,
    /** TCP, UDP, Any, or a number. */
    protocol: text,
    /** Numbers, ranges, Any, or a word of Windows such as RPC. */
    localPorts: listOf(text),
    remotePorts: listOf(text),
    /** Addresses, prefixes, ranges, Any, or a word of Windows such as LocalSubnet. */
    localAddresses: listOf(text),
    remoteAddresses: listOf(text),
    /** Aliases of interfaces, or Any. */
    interfaces: listOf(text),
    service: optionalText,
    program: optionalText,
    /** PolicyStoreSourceType: 1 local, 2 Group Policy, 3 dynamic. */
    source: optionalNumber,
  }),
);
/** A rule in force of the Windows firewall that concerns DNS or DHCP, or blocks whatever the port. */
export type HostFirewallRule = Readonly<z.infer<typeof HostFirewallRules>[number]>;
