import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import allowed from '../../../core/src/guest/collect/allowed.sh';
import containers from '../../../core/src/guest/collect/containers.sh';
import asking from '../../../core/src/guest/collect/engine.sh';
import frame from '../../../core/src/guest/collect/frame.sh';
import targets from '../../../core/src/guest/collect/targets.sh';
import upstream from '../../../core/src/guest/collect/upstream.sh';
import { parseContainerNetworks } from '../../../core/src/parse/guest/containerNetworks.js';
import { parseContainers } from '../../../core/src/parse/guest/containers.js';
import { skip } from '../../support/skip.js';
import { temporaryFolder } from './guestSupport.js';

const idOf = (digit: string): string => digit.repeat(64);

/** As the Engine API has them: a container with everything, and one of which much is null or absent. */
const engine = {
  containers: [
    {
      Id: idOf('a'),
      Name: '/edgeHub',
      ResolvConfPath: '/var/lib/docker/containers/a/resolv.conf',
      State: { Status: 'running', Running: true, Pid: 4242 },
      Config: {
        Image: 'mcr.microsoft.com/azureiotedge-hub:1.4',
        Env: ['UpstreamProtocol=Mqtt', 'KEY=U0VDUkVU'],
        Cmd: ['U0VDUkVU'],
        ExposedPorts: { '443/tcp': {}, '8883/tcp': {} },
        Labels: { 'net.azure-devices.edge.owner': 'Microsoft.Azure.Devices.Edge.Agent', secret: 'U0VDUkVU' },
      },
      HostConfig: {
        NetworkMode: 'azure-iot-edge',
        Dns: ['10.0.0.1'],
        PortBindings: { '443/tcp': [{ HostIp: '', HostPort: '443' }] },
      },
      NetworkSettings: {
        Ports: { '443/tcp': [{ HostIp: '0.0.0.0', HostPort: '443' }], '8883/tcp': null },
        Networks: { 'azure-iot-edge': { NetworkID: idOf('c'), IPAddress: '172.18.0.3', Gateway: '172.18.0.1' } },
      },
    },
    {
      Id: idOf('b'),
      Name: '/plain',
      ResolvConfPath: '',
      State: { Status: 'exited', Running: false, Pid: 0 },
      Config: { Image: 'plain', Env: null, Cmd: null, Labels: null },
      HostConfig: { NetworkMode: 'host', Dns: null, PortBindings: null },
      NetworkSettings: { Ports: {}, Networks: { host: { NetworkID: idOf('d'), IPAddress: '', Gateway: '' } } },
    },
  ],
  networks: [
    {
      Id: idOf('c'),
      Name: 'azure-iot-edge',
      Driver: 'bridge',
      Scope: 'local',
      Internal: false,
      IPAM: { Driver: 'default', Config: [{ Subnet: '172.18.0.0/16', Gateway: '172.18.0.1' }] },
      Options: { 'com.docker.network.driver.mtu': '1400' },
    },
    {
      Id: idOf('d'),
      Name: 'host',
      Driver: 'host',
      Scope: 'local',
      Internal: false,
      IPAM: { Driver: 'default', Config: null },
      Options: null,
    },
  ],
};

const answerTo = (url: string): unknown => {
  const words = url.replace(/\?.*/, '').split('/');
  const [kind, name = ''] = words.filter((word) => word !== '' && !/^v[\d.]+$/.test(word));
  if (kind === 'containers' && name === 'json')
    return engine.containers.map((one) => ({
      Id: one.Id,
      Names: [one.Name],
      Image: one.Config.Image,
      State: one.State.Status,
      Status: 'Up',
      Ports: [],
    }));
  if (kind === 'containers') return engine.containers.find((one) => one.Id === name || one.Name === `/${name}`);
  if (kind === 'networks' && name === '') return engine.networks;
  if (kind === 'networks') return engine.networks.find((one) => one.Id === name);
  return kind === '_ping' ? 'OK' : undefined;
};

/** The real docker client, against an engine of the test's own: whether it takes the templates. */
describe("The templates for docker's own client", function () {
  const { folder, remove } = temporaryFolder();
  const socket = path.join(folder, 'engine.sock');
  let server: Server | undefined;

  before(async function () {
    if (process.platform === 'win32' || spawnSync('docker', ['--version']).status !== 0)
      skip(this, 'there is no docker client here');
    const engineServer = createServer((request, response) => {
      const answer = answerTo(request.url ?? '');
      response.writeHead(answer === undefined ? 404 : 200, {
        'Content-Type': 'application/json',
        'Api-Version': '1.43',
      });
      response.end(
        request.method === 'HEAD'
          ? ''
          : JSON.stringify(answer ?? { message: `No such container: ${request.url ?? ''}` }),
      );
    });
    await new Promise<void>((resolve) => engineServer.listen(socket, resolve));
    server = engineServer;
  });

  after(() => {
    server?.close();
    remove();
  });

  const run = (text: string): Promise<{ stdout: string; code: number | null }> => {
    const script = [frame, allowed, asking, containers, upstream, targets, text].join('\n');
    const child = spawn('bash', ['-c', script], {
      env: { PATH: process.env['PATH'], DOCKER_HOST: `unix://${socket}`, HOME: folder },
    });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
    return new Promise((resolve) => child.on('close', (code) => resolve({ stdout, code })));
  };

  it('give every container, with what may be null or absent', async () => {
    const { stdout, code } = await run('probe_containers');
    assert.equal(code, 0, stdout);
    const parsed = parseContainers(stdout);
    assert.ok(parsed.ok);
    const [hub, plain] = parsed.value;
    assert.deepEqual([hub?.name, hub?.pid, hub?.module, hub?.dns], ['edgeHub', 4242, true, ['10.0.0.1']]);
    assert.deepEqual(hub?.published, [{ containerPort: 443, protocol: 'tcp', hostAddress: null, hostPort: 443 }]);
    assert.deepEqual(
      [plain?.name, plain?.running, plain?.exposed, plain?.module, plain?.hostEndpointConfigured],
      ['plain', false, [], false, true],
    );
    assert.ok(!stdout.includes('U0VDUkVU'));
  });

  it('give every network', async () => {
    const { stdout, code } = await run('probe_containerNetworks');
    assert.equal(code, 0, stdout);
    const parsed = parseContainerNetworks(stdout);
    assert.ok(parsed.ok);
    assert.deepEqual(
      parsed.value.map(({ name, mtu, subnets }) => [name, mtu, subnets.length]),
      [
        ['azure-iot-edge', 1400, 1],
        ['host', null, 0],
      ],
    );
  });

  it('give the namespaces of networks, but not of the host', async () => {
    assert.equal(
      (await run('container_namespaces')).stdout,
      'network:azure-iot-edge 4242 /var/lib/docker/containers/a/resolv.conf\n',
    );
  });

  it('tell an edgeAgent that is not there from an engine that does not answer', async () => {
    assert.equal((await run('agent_environment')).code, 0);
    assert.equal((await run('DOCKER_HOST=unix:///nowhere agent_environment')).code, 1);
  });
});
