import type * as z from 'zod/mini';
import { flag, later, optionalFlag, optionalText, record } from './shape.js';

export const HostEflow = record({
  installed: flag,
  version: optionalText,
  module: later(optionalText),
  vmDeployed: optionalFlag,
});
export type HostEflow = Readonly<z.infer<typeof HostEflow>>;
