import type * as z from 'zod/mini';
import { flag, listOf, record, text } from './shape.js';

export const HostSwitchExtensions = listOf(
  record({ switchId: text, id: text, name: text, enabled: flag, running: flag }),
);
/** What filters or forwards inside a virtual switch, Get-VMSwitchExtension. */
export type HostSwitchExtension = Readonly<z.infer<typeof HostSwitchExtensions>[number]>;
