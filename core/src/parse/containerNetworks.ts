export interface ContainerSubnet {
  readonly subnet: string;
  readonly gateway: string | null;
}

/** A network of the container engine. */
export interface ContainerNetwork {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  /** The bridge interface in the VM. */
  readonly bridge: string | null;
  readonly subnets: readonly ContainerSubnet[];
  readonly mtu: number | null;
  readonly internal: boolean;
}
