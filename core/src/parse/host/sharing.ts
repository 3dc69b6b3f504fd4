import type * as z from 'zod/mini';
import { optionalFlag, optionalText, record } from './shape.js';

export const HostSharing = record({
  /** The subnet's own address of Internet Connection Sharing, where one is set. */
  scopeAddress: optionalText,
  standaloneAddress: optionalText,
  /** False where a policy forbids Internet Connection Sharing; null where none says. */
  allowedByPolicy: optionalFlag,
});
/** How Internet Connection Sharing is set up, which serves DHCP and DNS on the Default Switch. */
export type HostSharing = Readonly<z.infer<typeof HostSharing>>;
