import type { Allocation, SwitchKind } from './switchKind.js';
import { tell, text } from '../../texts/say.js';

/**
 * What EFLOW supports: "Networking configuration for Azure IoT Edge for Linux on Windows", table of switches and IP
 * allocation.
 */
const matrix: Readonly<
  Record<SwitchKind, { readonly on: readonly ('client' | 'server')[]; readonly by: readonly Allocation[] }>
> = {
  external: { on: ['client', 'server'], by: ['static', 'dynamic'] },
  internal: { on: ['server'], by: ['static', 'dynamic'] },
  default: { on: ['client'], by: ['dynamic'] },
  private: { on: [], by: [] },
};

export const supportsEdition = (kind: SwitchKind, isServer: boolean): boolean =>
  matrix[kind].on.includes(isServer ? 'server' : 'client');

export const supportsAllocation = (kind: SwitchKind, allocation: Allocation): boolean =>
  matrix[kind].by.includes(allocation);

const words: Readonly<Record<SwitchKind, string>> = {
  external: text('an External switch'),
  internal: text('an Internal switch'),
  default: text('the Default Switch'),
  private: text('a Private switch'),
};

export const switchWord = (kind: SwitchKind): string => tell(words[kind]);
