import type * as z from 'zod/mini';
import { optionalFlag, optionalText, record, text } from './hostShape.js';

export const HostSystem = record({
  computerName: text,
  osCaption: optionalText,
  /** `10.0.22621` */
  osVersion: optionalText,
  isServer: optionalFlag,
  manufacturer: optionalText,
  model: optionalText,
  hypervisorPresent: optionalFlag,
});
export type HostSystem = Readonly<z.infer<typeof HostSystem>>;
