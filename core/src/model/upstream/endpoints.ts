import type { Upstream } from '../item.js';
import type { Profile } from '../profile.js';
import { DEFAULT_PROTOCOL, type Protocol } from './protocols.js';

export const HTTPS = 443;

/** What the owner says that it should be goes before what the configuration says that it is. */
export const protocolOf = (upstream: Upstream, profile?: Profile): Protocol =>
  profile?.protocol ?? upstream.protocol ?? DEFAULT_PROTOCOL;

/** Where the device reports to: its parent in a hierarchy, else its hub. */
export const upstreamHost = ({ hub, parent }: Upstream): string | null => parent ?? hub;
