import type * as z from 'zod/mini';
import { listOf, optionalFlag, record, text } from './shape.js';

export const HostVpnConnections = listOf(record({ name: text, splitTunneling: optionalFlag, allUsers: optionalFlag }));
/** A VPN connection of Windows itself, Get-VpnConnection. Its interface, while it is up, has its name. */
export type HostVpnConnection = Readonly<z.infer<typeof HostVpnConnections>[number]>;
