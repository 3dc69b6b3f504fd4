import type * as z from 'zod/mini';
import { later, optionalFlag, optionalNumber, optionalText, record, text } from './shape.js';

export const HostSystem = record({
  computerName: text,
  osCaption: optionalText,
  /** `10.0.22621` */
  osVersion: optionalText,
  osBuild: later(optionalText),
  /** Win32_OperatingSystem.OperatingSystemSKU: the edition by number. */
  osSku: later(optionalNumber),
  isServer: optionalFlag,
  manufacturer: optionalText,
  model: optionalText,
  hypervisorPresent: optionalFlag,
  /** A virtual machine of Azure. */
  azure: later(optionalFlag),
  /** Whether the session that looked was elevated. */
  elevated: later(optionalFlag),
  powerShell: later(optionalText),
});
export type HostSystem = Readonly<z.infer<typeof HostSystem>>;
