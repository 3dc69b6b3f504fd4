import type * as z from 'zod/mini';
import { listOf, number, optionalNumber, optionalText, record, text } from './shape.js';

export const HostNatMappings = listOf(
  record({
    natName: text,
    /** MSFT_NetNatStaticMapping.Protocol: 0 TCP, 1 UDP. */
    protocol: optionalNumber,
    externalAddress: optionalText,
    externalPort: number,
    internalAddress: optionalText,
    internalPort: number,
  }),
);
/** A port of the host that a NAT network hands on, Get-NetNatStaticMapping. */
export type HostNatMapping = Readonly<z.infer<typeof HostNatMappings>[number]>;
