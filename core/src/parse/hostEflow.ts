import type * as z from 'zod/mini';
import { flag, optionalFlag, optionalText, record } from './hostShape.js';

export const HostEflow = record({ installed: flag, version: optionalText, vmDeployed: optionalFlag });
export type HostEflow = Readonly<z.infer<typeof HostEflow>>;
