import { isObject, numberOf, objectsIn, parseJson, textOf, textsIn, type JsonObject } from '../text/json.js';
import { cutAt, filledLinesOf } from '../text/lines.js';
import { portNumber } from '../text/number.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';
import { everyAddress } from './listener.js';

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
  /** What is published now; for a container that is stopped, what will be. */
  readonly published: readonly PublishedPort[];
  readonly exposed: readonly ExposedPort[];
  readonly dns: readonly string[];
  /** Made by IoT Edge. */
  readonly module: boolean;
  /** It is attached to the network `host`: the half of the create options that NetworkMode alone lacks. Null where unknown. */
  readonly hostEndpointConfigured: boolean | null;
}

const OWNER = 'Microsoft.Azure.Devices.Edge.Agent';

const attachmentsOf = (networks: unknown): ContainerAttachment[] =>
  Object.entries(isObject(networks) ? networks : {}).map(([name, value]) => {
    const network = isObject(value) ? value : {};
    const [networkId, address] = [textOf(network['NetworkID']), textOf(network['IPAddress'])];
    return { name, networkId, address, gateway: textOf(network['Gateway']) };
  });

/** `443/tcp` */
const portOf = (key: string): ExposedPort | null => {
  const [digits, protocol] = cutAt(key, '/');
  const port = portNumber(digits);
  return port === null ? null : { port, protocol: protocol ?? 'tcp' };
};

const exposedOf = (ports: unknown): ExposedPort[] =>
  Object.keys(isObject(ports) ? ports : {}).flatMap((key) => portOf(key) ?? []);

/** `{"443/tcp": [{"HostIp": "0.0.0.0", "HostPort": "443"}, {"HostIp": "::", "HostPort": "443"}]}`; null is exposed only. */
const publishedOf = (ports: unknown): PublishedPort[] => {
  const found = Object.entries(isObject(ports) ? ports : {}).flatMap(([key, bindings]) => {
    const inner = portOf(key);
    return objectsIn(bindings).flatMap((binding) => {
      const address = textOf(binding['HostIp']);
      const hostPort = portNumber(textOf(binding['HostPort']));
      // Without a number the engine takes any free port, which is known only once the container runs.
      if (inner === null || hostPort === null || hostPort === 0) return [];
      const hostAddress = address === null || everyAddress.includes(address) ? null : address;
      return [{ containerPort: inner.port, protocol: inner.protocol, hostAddress, hostPort }];
    });
  });
  // The IPv6 twin of a port says nothing new.
  return [...new Map(found.map((port) => [JSON.stringify(port), port])).values()];
};

const portsOf = (item: JsonObject, running: boolean, networkMode: string): PublishedPort[] => {
  if (networkMode === 'host') return []; // The engine publishes nothing there.
  return publishedOf(running ? item['ports'] : item['portBindings']);
};

const readContainer = (line: string): Parsed<Container> => {
  const value = parseJson('A container', line);
  if (!value.ok) return value;
  const item = isObject(value.value) ? value.value : {};
  const [id, name, image] = [textOf(item['id']), textOf(item['name']), textOf(item['image'])];
  const [running, pid, networkMode] = [item['running'] === true, numberOf(item['pid']), textOf(item['networkMode'])];
  if (id === null || name === null || networkMode === null) return notUnderstood('A container', line);
  const networks = attachmentsOf(item['networks']);
  return parsed({
    id,
    name: name.replace(/^\//, ''),
    image: image ?? '',
    running,
    pid: pid === 0 ? null : pid,
    networkMode,
    networks,
    published: portsOf(item, running, networkMode),
    exposed: exposedOf(item['exposedPorts']),
    dns: textsIn(item['dns']),
    module: item['owner'] === OWNER,
    hostEndpointConfigured: isObject(item['networks']) ? networks.some((network) => network.name === 'host') : null,
  });
};

/** One object a line, made of single fields of `docker inspect`: what lies deeper keeps the engine's own names. */
export const parseContainers = (text: string): Parsed<readonly Container[]> =>
  parseEach(filledLinesOf(text), readContainer);
