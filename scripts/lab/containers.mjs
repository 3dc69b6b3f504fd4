// @ts-check
import { createHash } from 'node:crypto';
import { hubName } from './addresses.mjs';

/**
 * What the container engine of the guest holds, in the shapes of `docker inspect` and `docker network inspect` (Engine API
 * 1.43, moby 24). The engine's stand-in in the guest lays bridges, rules and namespaces down from the same documents.
 */

export const edgeNetwork = { name: 'azure-iot-edge', subnet: '172.18.0.0/16', gateway: '172.18.0.1' };
export const bridgeNetwork = { name: 'bridge', subnet: '172.17.0.0/16', gateway: '172.17.0.1' };

/** The port of the module that shares the guest's own network. */
export const hostNetworkPort = 9702;

/** @param {string} text a stable 64-digit id, as the engine's ids look */
function idOf(text) {
  return createHash('sha256').update(`eflownetdiag-lab/${text}`).digest('hex');
}

/**
 * @typedef {object} ModuleSpec
 * @property {string} name
 * @property {string} image
 * @property {string} [address]                   none: the module shares the guest's network
 * @property {number[]} exposes                   it listens on each
 * @property {Record<string, number>} publishes   container port -> port of the guest
 * @property {string[]} env
 */

/** @param {string} protocol @returns {ModuleSpec[]} */
function moduleSpecs(protocol) {
  const upstream = [`UpstreamProtocol=${protocol}`, `IOTEDGE_IOTHUBHOSTNAME=${hubName}`];
  return [
    {
      name: 'edgeAgent',
      image: 'mcr.microsoft.com/azureiotedge-agent:1.4',
      address: '172.18.0.2',
      exposes: [],
      publishes: {},
      env: [
        ...upstream,
        'IOTEDGE_DEVICEID=contoso-eflow',
        'RuntimeLogLevel=info',
        'EDGEAGENTGENERATIONID=638000000000000000',
      ],
    },
    {
      name: 'edgeHub',
      image: 'mcr.microsoft.com/azureiotedge-hub:1.4',
      address: '172.18.0.3',
      exposes: [443, 5671, 8883],
      publishes: { 443: 443, 5671: 5671, 8883: 8883 },
      env: [...upstream, 'SslProtocols=tls1.2'],
    },
    {
      name: 'telemetryApi',
      image: 'contosoregistry.azurecr.io/telemetry-api:2.1',
      address: '172.18.0.4',
      exposes: [80],
      publishes: { 80: 8080 },
      env: ['TELEMETRY_CONNECTIONSTRING=HostName=contoso;SharedAccessKey=bGFiLWNhbmFyeS1zZWNyZXQtMQ=='],
    },
    {
      name: 'opcPublisher',
      image: 'mcr.microsoft.com/iotedge/opc-publisher:2.9',
      exposes: [hostNetworkPort],
      publishes: {},
      env: [],
    },
  ];
}

/** @param {ModuleSpec} spec */
function macOf(spec) {
  const octets = (spec.address ?? '0.0.0.0').split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
  return `02:42:${octets.join(':')}`; // as moby makes a container's MAC of its address
}

/** @param {ModuleSpec} spec */
function portBindings(spec) {
  return Object.fromEntries(
    Object.entries(spec.publishes).map(([inner, outer]) => [`${inner}/tcp`, [{ HostIp: '', HostPort: String(outer) }]]),
  );
}

/** @param {ModuleSpec} spec NetworkSettings.Ports: published ports with both families, exposed ones with null */
function portsInEffect(spec) {
  return Object.fromEntries(
    spec.address === undefined
      ? []
      : spec.exposes.map((port) => {
          const outer = spec.publishes[port];
          const both = ['0.0.0.0', '::'].map((HostIp) => ({ HostIp, HostPort: String(outer) }));
          return [`${port}/tcp`, outer === undefined ? null : both];
        }),
  );
}

/** @param {ModuleSpec} spec */
function endpointOf(spec) {
  const bridged = spec.address !== undefined;
  return {
    IPAMConfig: null,
    Links: null,
    Aliases: bridged ? [spec.name, idOf(spec.name).slice(0, 12)] : null,
    NetworkID: idOf(bridged ? edgeNetwork.name : 'host'),
    EndpointID: idOf(`endpoint/${spec.name}`),
    Gateway: bridged ? edgeNetwork.gateway : '',
    IPAddress: spec.address ?? '',
    IPPrefixLen: bridged ? 16 : 0,
    IPv6Gateway: '',
    GlobalIPv6Address: '',
    GlobalIPv6PrefixLen: 0,
    MacAddress: bridged ? macOf(spec) : '',
    DriverOpts: null,
  };
}

/** @param {ModuleSpec} spec */
function networkOf(spec) {
  return spec.address === undefined ? 'host' : edgeNetwork.name;
}

const running = {
  Status: 'running',
  Running: true,
  Paused: false,
  Restarting: false,
  OOMKilled: false,
  Dead: false,
  Pid: 0, // the engine knows it once it runs
  ExitCode: 0,
  Error: '',
  StartedAt: '2026-01-20T08:00:05.000000000Z',
  FinishedAt: '0001-01-01T00:00:00Z',
};

/** @param {ModuleSpec} spec */
function hostConfigOf(spec) {
  return {
    NetworkMode: networkOf(spec),
    PortBindings: portBindings(spec),
    Dns: [],
    DnsOptions: [],
    DnsSearch: [],
    ExtraHosts: null,
    RestartPolicy: { Name: '', MaximumRetryCount: 0 },
    Privileged: false,
    PublishAllPorts: false,
  };
}

/** @param {ModuleSpec} spec */
function configOf(spec) {
  return {
    Hostname: spec.address === undefined ? '' : idOf(spec.name).slice(0, 12),
    Image: spec.image,
    Env: spec.env,
    ExposedPorts: Object.fromEntries(spec.exposes.map((port) => [`${port}/tcp`, {}])),
    Labels: { 'net.azure-devices.edge.owner': 'Microsoft.Azure.Devices.Edge.Agent' },
  };
}

/** @param {ModuleSpec} spec */
function networkSettingsOf(spec) {
  const sandbox = idOf(`sandbox/${spec.name}`);
  return {
    Bridge: '',
    SandboxID: sandbox,
    SandboxKey: `/var/run/docker/netns/${sandbox.slice(0, 12)}`,
    Ports: portsInEffect(spec),
    Gateway: '',
    IPAddress: '',
    IPPrefixLen: 0,
    MacAddress: '',
    Networks: { [networkOf(spec)]: endpointOf(spec) },
  };
}

/** @param {ModuleSpec} spec */
function containerDocument(spec) {
  const id = idOf(spec.name);
  const folder = `/var/lib/docker/containers/${id}`;
  return {
    Id: id,
    Created: '2026-01-20T08:00:00.000000000Z',
    Path: `/app/${spec.name}`,
    Args: [],
    State: running,
    Image: `sha256:${idOf(spec.image)}`,
    Name: `/${spec.name}`,
    RestartCount: 0,
    Driver: 'overlay2',
    Platform: 'linux',
    ResolvConfPath: `${folder}/resolv.conf`,
    HostnamePath: `${folder}/hostname`,
    HostsPath: `${folder}/hosts`,
    HostConfig: hostConfigOf(spec),
    Config: configOf(spec),
    NetworkSettings: networkSettingsOf(spec),
  };
}

/** @param {{ name: string, subnet: string, gateway: string }} network @param {readonly ModuleSpec[]} specs @param {Record<string, string>} options */
function networkDocument(network, specs, options) {
  const members = specs.filter((spec) => spec.address !== undefined && network.name === edgeNetwork.name);
  return {
    Name: network.name,
    Id: idOf(network.name),
    Created: '2026-01-20T07:59:00.000000000Z',
    Scope: 'local',
    Driver: 'bridge',
    EnableIPv6: false,
    IPAM: { Driver: 'default', Options: null, Config: [{ Subnet: network.subnet, Gateway: network.gateway }] },
    Internal: false,
    Attachable: false,
    Ingress: false,
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Containers: Object.fromEntries(
      members.map((spec) => [
        idOf(spec.name),
        {
          Name: spec.name,
          EndpointID: idOf(`endpoint/${spec.name}`),
          MacAddress: macOf(spec),
          IPv4Address: `${spec.address}/16`,
          IPv6Address: '',
        },
      ]),
    ),
    Options: options,
    Labels: {},
  };
}

/** @param {string} name */
function unbridgedNetwork(name) {
  return {
    Name: name,
    Id: idOf(name),
    Created: '2026-01-20T07:59:00.000000000Z',
    Scope: 'local',
    Driver: name === 'none' ? 'null' : name,
    EnableIPv6: false,
    IPAM: { Driver: 'default', Options: null, Config: [] },
    Internal: false,
    Attachable: false,
    Ingress: false,
    ConfigFrom: { Network: '' },
    ConfigOnly: false,
    Containers: {},
    Options: {},
    Labels: {},
  };
}

/** The name of the kernel's bridge for a user-defined network: `br-` and 12 digits of its id. */
export const edgeBridge = `br-${idOf(edgeNetwork.name).slice(0, 12)}`;

/** @param {string} protocol the UpstreamProtocol of edgeAgent and edgeHub */
export function engineDocuments(protocol) {
  const specs = moduleSpecs(protocol);
  return {
    containers: specs.map(containerDocument),
    networks: [
      networkDocument(edgeNetwork, specs, {}),
      networkDocument(bridgeNetwork, specs, {
        'com.docker.network.bridge.default_bridge': 'true',
        'com.docker.network.bridge.enable_icc': 'true',
        'com.docker.network.bridge.enable_ip_masquerade': 'true',
        'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0',
        'com.docker.network.bridge.name': 'docker0',
        'com.docker.network.driver.mtu': '1500',
      }),
      unbridgedNetwork('host'),
      unbridgedNetwork('none'),
    ],
  };
}
