/** A lease that systemd-networkd holds. */
export interface Lease {
  /** The interface's name where it is known, else its index: the file is named by that. */
  readonly interface: string;
  readonly address: string | null;
  readonly router: readonly string[];
  readonly dns: readonly string[];
  /** The DHCP server. */
  readonly server: string | null;
  readonly lifetimeSeconds: number | null;
}
