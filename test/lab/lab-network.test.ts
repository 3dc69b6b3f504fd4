// The lab's healthy network, packet by packet, on each switch, each back end and each generation of the guest's system.
import assert from 'node:assert/strict';
import { openLab, type Lab } from '../../scripts/lab/lab-api.mjs';
import { hostNetworkPort } from '../../scripts/lab/containers.mjs';
import { connect, greeting, guestAddressOf, needLab, pings, resolve } from './lab-support.js';

const hub = 'contoso-hub.azure-devices.net';

const kinds = [
  {
    switch: 'default',
    os: 'mariner2',
    backEnd: 'legacy',
    address: '172.27.120.111',
    gateway: '172.27.112.1',
    dns: '172.27.112.1',
  },
  {
    switch: 'internal',
    os: 'azurelinux3',
    backEnd: 'nft',
    address: '172.20.0.10',
    gateway: '172.20.0.1',
    dns: '192.168.50.1',
  },
  {
    switch: 'external',
    os: 'mariner2',
    backEnd: 'nft',
    address: undefined,
    gateway: '192.168.50.1',
    dns: '192.168.50.1',
  },
] as const;

const tls = (lab: Lab, port: number) =>
  lab.execIn('vm', `timeout 4 openssl s_client -connect ${hub}:${port} -servername ${hub} </dev/null 2>&1`);

for (const kind of kinds) {
  describe(`the lab on the ${kind.switch} switch (${kind.os}, ${kind.backEnd})`, function () {
    const lab = openLab({
      name: `net-${kind.switch}-${process.pid}`,
      switch: kind.switch,
      os: kind.os,
      backEnd: kind.backEnd,
    });
    let address = '';

    before(async function () {
      await needLab(this);
      await lab.up();
      address = await guestAddressOf(lab);
    });

    after(() => lab.down());

    it('gives the guest an address, a default route and a DNS server', async () => {
      if (kind.address !== undefined) assert.equal(address, kind.address);
      else assert.match(address, /^192\.168\.50\.1[0-5]\d$/);
      const routes = (await lab.execIn('vm', 'ip -4 route show default')).stdout;
      assert.match(routes, new RegExp(`^default via ${kind.gateway.replaceAll('.', '\\.')} dev eth0 [^\n]*\n$`));
      assert.match((await lab.execIn('vm', 'resolvectl dns eth0')).stdout, new RegExp(`: ${kind.dns}\n$`));
    });

    it('answers names through the stub, directly and over TCP, and says no to unknown ones', async () => {
      assert.equal(await resolve(lab, hub), '203.0.113.10');
      assert.equal(await resolve(lab, hub, kind.dns), '203.0.113.10');
      assert.equal((await lab.execIn('vm', `dig +tcp +short ${hub} @${kind.dns}`)).stdout, '203.0.113.10\n');
      assert.match((await lab.execIn('vm', `dig does-not-exist.example @${kind.dns}`)).stdout, /status: NXDOMAIN/);
      // A name with an IPv4 address only exists all the same.
      assert.match((await lab.execIn('vm', `dig AAAA ${hub} @${kind.dns}`)).stdout, /status: NOERROR.*ANSWER: 0/s);
    });

    it("opens TLS to the hub's three ports with a chain that the guest trusts", async () => {
      for (const port of [443, 5671, 8883]) {
        const { stdout } = await tls(lab, port);
        assert.match(stdout, /issuer=C = US, O = Microsoft Corporation, CN = Microsoft Azure RSA TLS Issuing CA 04/);
        assert.match(stdout, /Verify return code: 0 \(ok\)/);
      }
    });

    it('tells the time over NTP', async () => {
      // Each write to /dev/udp is a datagram of its own: the question has to be one write.
      const ask = `exec 3<>/dev/udp/time.windows.com/123; { printf '\\x1b'; head -c 47 /dev/zero; } | dd bs=48 iflag=fullblock status=none >&3; timeout 2 dd bs=48 count=1 status=none <&3 | od -An -tu4 --endian=big -j40 -N4`;
      const seconds = Number((await lab.execIn('vm', ask)).stdout.trim()) - 2208988800;
      assert.ok(Math.abs(seconds - Date.now() / 1000) < 5, `${seconds}`);
    });

    it('keeps the time as far as a guest without a clock of its own can: it asks, and says so', async () => {
      const marked =
        'for i in $(seq 50); do test -e /run/systemd/timesync/synchronized && exit 0; sleep 0.1; done; exit 1';
      assert.equal((await lab.execIn('vm', marked)).code, 0);
      const status = await lab.execIn('vm', 'systemctl show -p ActiveState,StatusText systemd-timesyncd.service');
      assert.match(status.stdout, /^StatusText=Contacted time server 203\.0\.113\.20:123 \(time\.windows\.com\)\.$/m);
      assert.match(status.stdout, /^ActiveState=active$/m);
    });

    it('lets the host reach published ports by DNAT and the port of the host-network module, and nothing else', async () => {
      assert.equal(await greeting(lab, 'host', address, 8883), 'edgeHub 8883');
      assert.equal(await greeting(lab, 'host', address, 5671), 'edgeHub 5671');
      assert.equal(await greeting(lab, 'host', address, 443), 'edgeHub 443');
      assert.equal(await greeting(lab, 'host', address, 8080), 'telemetryApi 80');
      assert.equal(await greeting(lab, 'host', address, hostNetworkPort), `opcPublisher ${hostNetworkPort}`);
      assert.equal(await connect(lab, 'host', address, 22), 'refused');
      assert.equal(await connect(lab, 'host', address, 1883), 'silent');
      const rules = (await lab.execIn('vm', 'iptables -t nat -nvxL DOCKER')).stdout;
      const hits = /^\s*(\d+)\s.*dpt:8883 to:172\.18\.0\.3:8883/m.exec(rules);
      assert.ok(hits !== null && Number(hits[1]) > 0, rules);
    });

    it('does not answer ping, and reaches its gateway', async () => {
      assert.equal(await pings(lab, 'host', address), false);
      assert.equal(await pings(lab, 'vm', kind.gateway), true);
    });

    it('is reached from the LAN only where the switch is external', async () => {
      assert.equal(await connect(lab, 'neighbour', address, 8883), kind.switch === 'external' ? 'open' : 'silent');
    });

    it('has a second guest on the same switch that reaches the hub and is reached', async () => {
      assert.equal((await lab.exec('hostname', { in: 'control' })).stdout, 'control\n');
      assert.equal(await connect(lab, 'control', '203.0.113.10', 8883), 'open');
      const own =
        (await lab.execIn('control', 'ip -4 -o address show dev eth0')).stdout.split(/\s+/)[3]?.split('/')[0] ?? '';
      assert.equal(await pings(lab, 'host', own), true);
    });

    it('filters with the back end that it was told', async () => {
      const version = (await lab.execIn('vm', 'iptables --version')).stdout;
      assert.match(version, kind.backEnd === 'nft' ? /\(nf_tables\)/ : /\(legacy\)/);
      assert.match(
        (await lab.exec('cat /etc/os-release')).stdout,
        kind.os === 'mariner2' ? /^ID=mariner$/m : /^ID=azurelinux$/m,
      );
    });
  });
}

describe('a lab whose guest lacks programs', function () {
  const lab = openLab({ name: `without-${process.pid}`, without: ['curl', 'openssl', 'dig'], protocol: 'AmqpWs' });

  before(async function () {
    await needLab(this);
    await lab.up();
  });

  after(() => lab.down());

  it('has none of them, and the rest', async () => {
    const ran = await lab.exec('command -v curl openssl dig; command -v ip');
    assert.equal(ran.stdout, '/usr/sbin/ip\n');
  });

  it('uses the protocol that it was told', async () => {
    assert.match((await lab.execIn('vm', 'cat /etc/aziot/config.toml')).stdout, /^UpstreamProtocol = "AmqpWs"$/m);
    const env = await lab.execIn('vm', "docker inspect --format '{{json .Config.Env}}' edgeAgent");
    assert.match(env.stdout, /"UpstreamProtocol=AmqpWs"/);
  });
});
