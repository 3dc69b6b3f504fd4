import type * as z from 'zod/mini';
import { listOf, optionalNumber, record, text } from './shape.js';

export const HostFirewallProducts = listOf(
  record({
    name: text,
    /** productState of the Security Center: in its second byte 0x10 is on, 0x00 off. */
    state: optionalNumber,
  }),
);
/** A firewall of somebody else that is registered with Windows. */
export type HostFirewallProduct = Readonly<z.infer<typeof HostFirewallProducts>[number]>;
