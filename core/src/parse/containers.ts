export interface ContainerAttachment {
  readonly name: string;
  readonly networkId: string | null;
  readonly address: string | null;
  readonly gateway: string | null;
}

export interface PublishedPort {
  readonly containerPort: number;
  readonly protocol: string;
  /** Null for every address of the VM. */
  readonly hostAddress: string | null;
  readonly hostPort: number;
}

export interface ExposedPort {
  readonly port: number;
  readonly protocol: string;
}

export interface Container {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly running: boolean;
  readonly pid: number | null;
  /** `host`, `bridge`, `none`, `container:<id>`, or the name of a network. */
  readonly networkMode: string;
  readonly networks: readonly ContainerAttachment[];
  readonly published: readonly PublishedPort[];
  readonly exposed: readonly ExposedPort[];
  readonly dns: readonly string[];
  /** Made by edgeAgent. */
  readonly module: boolean;
  /** The create options name the endpoint `host`; null where they could not be read. */
  readonly hostEndpointConfigured: boolean | null;
}
