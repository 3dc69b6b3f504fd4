export interface GlobalResolver {
  readonly servers: readonly string[];
  readonly fallbackServers: readonly string[];
  readonly currentServer: string | null;
  readonly domains: readonly string[];
  /** How /etc/resolv.conf is made: stub, uplink, static, foreign, missing; null before systemd 248. */
  readonly mode: string | null;
  readonly dnssec: string | null;
  readonly dnsOverTls: string | null;
}

export interface LinkResolver {
  readonly index: number;
  readonly name: string;
  readonly servers: readonly string[];
  readonly currentServer: string | null;
  /** `~.` takes every name; other names with `~` route only. */
  readonly domains: readonly string[];
  /** Takes names that no link's domains match; null before systemd 241. */
  readonly defaultRoute: boolean | null;
  /** yes, no, allow-downgrade. */
  readonly dnssec: string | null;
  /** yes, no, opportunistic. */
  readonly dnsOverTls: string | null;
  /** DNS, LLMNR/IPv4, mDNS/IPv4, ...; empty where the link resolves nothing. */
  readonly scopes: readonly string[];
}

/** The state of systemd-resolved. */
export interface Resolver {
  readonly global: GlobalResolver;
  readonly links: readonly LinkResolver[];
}
