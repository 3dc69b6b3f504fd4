import type * as z from 'zod/mini';
import { listOf, number, optionalFlag, optionalNumber, record, text } from './shape.js';

export const HostIpInterfaces = listOf(
  record({
    interfaceIndex: number,
    interfaceAlias: text,
    /** Whether Windows routes what comes in there for others. */
    forwarding: optionalFlag,
    dhcp: optionalFlag,
    connected: optionalFlag,
    metric: optionalNumber,
    mtu: optionalNumber,
  }),
);
/** An interface of the host as its IPv4 sees it, Get-NetIPInterface. VPN connections are among them, and not among the adapters. */
export type HostIpInterface = Readonly<z.infer<typeof HostIpInterfaces>[number]>;
