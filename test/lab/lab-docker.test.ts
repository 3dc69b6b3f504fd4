// The container engine's stand-in: the command answers as docker does, and what it says is what the kernel has.
import assert from 'node:assert/strict';
import { edgeBridge, engineDocuments } from '../../scripts/lab/containers.mjs';
import { openLab } from '../../scripts/lab/lab-api.mjs';
import { greeting, needLab } from './lab-support.js';

describe("the lab's container engine", function () {
  const lab = openLab({ name: `docker-${process.pid}`, os: 'azurelinux3' });
  const root = async (command: string) => lab.execIn('vm', command);
  const out = async (command: string) => (await root(command)).stdout;
  const format = async (template: string, name: string) => out(`docker inspect --format '${template}' ${name}`);
  const pidOf = async (name: string) => (await format('{{.State.Pid}}', name)).trim();

  before(async function () {
    await needLab(this);
    await lab.up();
  });

  after(() => lab.down());

  it('lists containers by id, short, whole and as JSON lines', async () => {
    const ids = engineDocuments('Mqtt').containers.map((one) => one.Id);
    assert.deepEqual((await out('docker ps -aq --no-trunc')).trim().split('\n'), ids);
    assert.deepEqual(
      (await out('docker ps -q')).trim().split('\n'),
      ids.map((id) => id.slice(0, 12)),
    );
    const rows = (await out("docker ps -a --no-trunc --format '{{json .}}'"))
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    const hub = rows.find((row) => (row as { Names: string }).Names === 'edgeHub') as { Ports: string; State: string };
    assert.equal(hub.State, 'running');
    assert.match(hub.Ports, /0\.0\.0\.0:8883->8883\/tcp, :::8883->8883\/tcp/);
  });

  it('shows a whole container as JSON, and a field of several at once', async () => {
    const whole = JSON.parse(await out('docker inspect edgeHub')) as [
      { Name: string; NetworkSettings: { Ports: object } },
    ];
    assert.equal(whole[0].Name, '/edgeHub');
    assert.deepEqual(Object.keys(whole[0].NetworkSettings.Ports), ['443/tcp', '5671/tcp', '8883/tcp']);
    assert.equal(await out("docker inspect --format '{{.Name}}' edgeAgent edgeHub"), '/edgeAgent\n/edgeHub\n');
  });

  it('knows the parts of the template language that field by field reading needs', async () => {
    assert.equal(await format('{{json .HostConfig.NetworkMode}}', 'opcPublisher'), '"host"\n');
    assert.equal(
      await format('{{range .Config.Env}}{{println .}}{{end}}', 'edgeHub').then((text) => text.split('\n')[0]),
      'UpstreamProtocol=Mqtt',
    );
    assert.equal(
      await format('{{range $p, $b := .NetworkSettings.Ports}}{{$p}} {{len $b}};{{end}}', 'telemetryApi'),
      '80/tcp 2;\n',
    );
    assert.equal(
      await format('{{index .Config.Labels "net.azure-devices.edge.owner"}}', 'edgeHub'),
      'Microsoft.Azure.Devices.Edge.Agent\n',
    );
    assert.equal(await format('{{if .HostConfig.Dns}}own{{else}}none{{end}}', 'edgeHub'), 'none\n');
    assert.equal(
      await format('{{with index .NetworkSettings.Networks "azure-iot-edge"}}{{.IPAddress}}{{end}}', 'edgeHub'),
      '172.18.0.3\n',
    );
  });

  it('fails as docker does: an object that is not there, a field that is not there, a user who may not, a stopped engine', async () => {
    assert.deepEqual(await root('docker inspect nothing'), {
      code: 1,
      stdout: '[]\n',
      stderr: 'Error: No such object: nothing\n',
    });
    const typed = await root('docker inspect --type container --format "{{.Id}}" -- bridge');
    assert.deepEqual(typed, { code: 1, stdout: '', stderr: 'Error: No such container: bridge\n' });
    const field = await root("docker inspect --format '{{.Nope}}' edgeHub");
    assert.equal(field.code, 1);
    assert.match(field.stderr, /map has no entry for key "Nope"/);
    assert.match(
      (await lab.exec('docker ps')).stderr,
      /permission denied while trying to connect to the Docker daemon socket/,
    );
    await root('systemctl stop docker');
    assert.match((await root('docker ps')).stderr, /Cannot connect to the Docker daemon/);
    await root('systemctl start docker');
    assert.equal((await root('docker ps')).code, 0);
  });

  it('shows networks, and in each its containers', async () => {
    assert.equal((await out('docker network ls -q')).trim().split('\n').length, 4);
    const names = (await out("docker network ls --format '{{json .}}'"))
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { Name: string }).Name);
    assert.deepEqual(names.sort(), ['azure-iot-edge', 'bridge', 'host', 'none']);
    assert.equal(
      await out("docker network inspect --format '{{(index .IPAM.Config 0).Subnet}}' azure-iot-edge"),
      '172.18.0.0/16\n',
    );
    assert.match(
      await out("docker network inspect --format '{{json .Containers}}' azure-iot-edge"),
      /"Name":"edgeHub"/,
    );
  });

  it('runs each container in a network of its own, which its pid leads to from inside the guest', async () => {
    const own = (await out('readlink /proc/1/ns/net')).trim();
    const seen = new Set([own]);
    for (const [name, address] of [
      ['edgeAgent', '172.18.0.2'],
      ['edgeHub', '172.18.0.3'],
      ['telemetryApi', '172.18.0.4'],
    ] as const) {
      const pid = await pidOf(name);
      seen.add((await out(`readlink /proc/${pid}/ns/net`)).trim());
      assert.match(await out(`nsenter -t ${pid} -n ip -4 -o address show dev eth0`), new RegExp(`inet ${address}/16`));
      assert.equal((await out(`cat /proc/${pid}/comm`)).trim(), name);
    }
    assert.equal(seen.size, 4);
    assert.equal((await out(`readlink /proc/${await pidOf('opcPublisher')}/ns/net`)).trim(), own);
  });

  it("answers names inside a container at the engine's own resolver, over UDP and TCP, from the guest's server", async () => {
    const pid = await pidOf('edgeAgent');
    const ask = `nsenter -t ${pid} -n dig +short contoso-hub.azure-devices.net @127.0.0.11`;
    assert.equal(await out(ask), '203.0.113.10\n');
    assert.equal(await out(`${ask} +tcp`), '203.0.113.10\n');
    const file = (await format('{{.ResolvConfPath}}', 'edgeAgent')).trim();
    assert.match(await out(`cat ${file}`), /^nameserver 127\.0\.0\.11$/m);
    assert.match(await out(`nsenter -t ${pid} -n nc -zv -w 2 203.0.113.10 8883 2>&1`), /succeeded/);
  });

  it("writes the engine's own chains and rules", async () => {
    const filter = await out('iptables -S');
    for (const line of [
      '-A FORWARD -j DOCKER-USER\n-A FORWARD -j DOCKER-ISOLATION-STAGE-1\n',
      `-A FORWARD -o ${edgeBridge} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n-A FORWARD -o ${edgeBridge} -j DOCKER\n`,
      `-A DOCKER -d 172.18.0.4/32 ! -i ${edgeBridge} -o ${edgeBridge} -p tcp -m tcp --dport 80 -j ACCEPT\n`,
      '-A DOCKER-USER -j RETURN\n',
    ]) {
      assert.ok(filter.includes(line), `${line}\nin\n${filter}`);
    }
    const nat = await out('iptables -t nat -S');
    assert.ok(
      nat.includes(`-A DOCKER ! -i ${edgeBridge} -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.18.0.4:80\n`),
      nat,
    );
    assert.ok(nat.includes('-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER\n'), nat);
  });

  it('holds each published port with a docker-proxy that relays', async () => {
    const sockets = await out('ss -Hlntp sport = :8080');
    assert.match(sockets, /0\.0\.0\.0:8080 .*"docker-proxy"/);
    assert.match(sockets, /\[::\]:8080 .*"docker-proxy"/);
    assert.equal(await greeting(lab, 'vm', '127.0.0.1', 8080), 'telemetryApi 80');
  });

  it('has a bridge without containers that is down, as the stock one', async () => {
    assert.match(await out('ip -o link show docker0'), /<NO-CARRIER,.* state DOWN/);
  });

  it('brings everything back when the engine starts again, and doubles nothing', async () => {
    const before = await out('iptables -S; iptables -t nat -S');
    await root('systemctl restart docker');
    assert.equal(await out('iptables -S; iptables -t nat -S'), before);
    assert.equal(await greeting(lab, 'host', '172.27.120.111', 8080), 'telemetryApi 80');
  });
});
