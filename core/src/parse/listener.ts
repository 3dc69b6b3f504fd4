/** A socket that waits: TCP listening, or UDP bound without a peer. */
export interface Listener {
  readonly protocol: 'tcp' | 'udp';
  /** 0.0.0.0 and :: are every address of the machine. */
  readonly address: string;
  readonly port: number;
  /** The program that holds it, where the guest could tell. */
  readonly process: string | null;
}
