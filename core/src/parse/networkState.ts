/** A link as systemd-networkd sees it, networkctl(1). */
export interface NetworkdLink {
  readonly index: number;
  readonly name: string;
  readonly type: string | null;
  /** routable, degraded, carrier, no-carrier, off, ... */
  readonly operational: string | null;
  /** configured, configuring, unmanaged, failed, pending, ... */
  readonly setup: string | null;
  readonly networkFile: string | null;
  readonly addresses: readonly string[];
  readonly gateways: readonly string[];
  readonly dns: readonly string[];
}
