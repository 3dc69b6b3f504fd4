import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseDnsProbe } from '../../core/src/parse/guest/dnsProbe.js';
import { parseNameProbe } from '../../core/src/parse/guest/nameProbe.js';
import { parseReach } from '../../core/src/parse/guest/reach.js';
import {
  look,
  needsNamespaces,
  outputOf,
  overEtc,
  pathWith,
  temporaryFolder,
  type Look,
} from '../unit/guest/guestSupport.js';

/**
 * Servers for one network namespace. DNS at 127.0.1.1 knows every name of .example by its first label; .2 is silent, .4
 * knows none, .5 answers nonsense; nothing is at .3. What they get is written to a log, a letter each. At 127.0.2.8 is a
 * proxy, which opens connections to all but dps.example.
 */
const servers = String.raw`
import { createSocket } from 'node:dgram';
import { appendFileSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
const [folder] = process.argv.slice(2);
const log = (letter) => appendFileSync(folder + '/log', letter);
const known = { hub: '127.0.2.1', dps: '127.0.2.2', proxy: '127.0.2.8', silent: '198.51.100.9', unreachable: '203.0.113.9' };
const reply = (question, code) => {
  const length = question[12];
  const address = known[question.subarray(13, 13 + length).toString()] ?? '127.0.2.1';
  const end = question.indexOf(0, 12) + 5;
  const head = Buffer.from(question.subarray(0, end));
  head.writeUInt16BE(0x8180 | code, 2);
  head.writeUInt16BE(code ? 0 : 1, 6);
  head.writeUInt16BE(0, 8);
  head.writeUInt16BE(0, 10);
  if (code) return head;
  return Buffer.concat([head, Buffer.from('c00c000100010000003c0004', 'hex'), Buffer.from(address.split('.').map(Number))]);
};
const nonsense = Buffer.from('\x1b[2J$(reboot)\n%n%n\t\t@0f0f:Z\n');
const answers = { 1: (q) => reply(q, 0), 2: () => null, 4: (q) => reply(q, 3), 5: () => nonsense, 6: (q) => reply(q, 0), 7: (q) => reply(q, 0) };
for (const [last, answer] of Object.entries(answers)) {
  const udp = createSocket('udp4');
  udp.on('message', (question, from) => {
    log('u');
    const bytes = answer(question);
    if (bytes) udp.send(bytes, from.port, from.address);
  });
  udp.bind(53, '127.0.1.' + last);
  createServer((socket) => {
    log('t');
    socket.on('error', () => {});
    socket.on('data', (data) => {
      const bytes = answer(data.subarray(2));
      if (!bytes) return;
      const size = Buffer.alloc(2);
      size.writeUInt16BE(bytes.length);
      socket.end(Buffer.concat([size, bytes]));
    });
  }).listen(53, '127.0.1.' + last);
}
const pem = readFileSync(folder + '/pem');
createTlsServer({ key: pem, cert: pem }, (socket) => socket.on('error', () => {})).on('connection', () => log('c')).listen(443, '127.0.2.1');
createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', (head) => {
    appendFileSync(folder + '/asked', head);
    if (head.includes('dps.example')) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const through = connect(443, '127.0.2.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(through).pipe(socket);
    });
    through.on('error', () => socket.destroy());
  });
}).listen(3128, '127.0.2.8');
createServer((socket) => { log('c'); socket.on('error', () => {}); socket.end('220 not TLS\r\n'); }).listen(8883, '127.0.2.1', () => appendFileSync(folder + '/ready', ''));
`;

const config = (registries: readonly string[]): string =>
  `hostname = "edge-1"\n[provisioning]\nsource = "dps"\nglobal_endpoint = "https://dps.example"\n[agent.env]\nUpstreamProtocol = "Mqtt"\n` +
  registries.map((registry) => `[agent.config]\nimage = "${registry}/agent:1.4"\n`).join('') +
  'iothub_hostname = "hub.example"\n';

describe('The questions of the guest', function () {
  const { folder, remove } = temporaryFolder();
  after(remove);

  /** An engine that answers, and runs nothing; services without an environment. */
  const withoutEngine = pathWith(folder, [], {
    docker: '[ "$1" = ps ] || { echo "Error: No such object" >&2; exit 1; }',
    systemctl: 'exit 0',
  });

  /** Looks at a guest whose DNS servers are 127.0.1.x, x as given. */
  const lookWith = async (
    nameServers: readonly number[],
    registries: readonly string[],
    daemonJson: object = {},
  ): Promise<Look> => {
    const script = path.join(folder, 'servers.mjs');
    writeFileSync(script, servers);
    const resolvConf = `${nameServers.map((last) => `nameserver 127.0.1.${last}\n`).join('')}options timeout:1 attempts:1\n`;
    const etc = overEtc(folder, {
      'resolv.conf': resolvConf,
      'aziot/config.toml': config(registries),
      'docker/daemon.json': JSON.stringify(daemonJson),
      'nsswitch.conf': 'hosts: files dns\n',
    });
    const prelude = `ip link set lo up; ip addr add 10.9.9.9/32 dev lo; ip route add unreachable 203.0.113.9; ip route add unreachable 192.0.2.1
      ip route add 198.51.100.9 dev lo; iptables -A OUTPUT -d 198.51.100.9 -j DROP
      ${etc}; rm -f ${folder}/log ${folder}/ready; touch ${folder}/log
      '${process.execPath}' ${script} ${folder} >/dev/null 2>&1 & served=$!
      for i in $(seq 100); do [ -e ${folder}/ready ] || sleep 0.1; done`;
    return look({
      prelude,
      epilogue: `kill $served; echo; wc -c <${folder}/log`,
      probe: 'standard',
      seconds: 60,
      path: `${withoutEngine}:${process.env['PATH'] ?? ''}`,
    });
  };

  before(function () {
    needsNamespaces(this);
    const made = spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/O=Contoso/CN=Test, Issuer',
      '-keyout',
      `${folder}/key`,
      '-out',
      `${folder}/cert`,
    ]);
    assert.equal(made.status, 0);
    assert.equal(spawnSync('sh', ['-c', `cat ${folder}/key ${folder}/cert >${folder}/pem`]).status, 0);
  });

  const valueOf = <T>(parsed: { ok: true; value: T } | { ok: false; reason: string }): T => {
    assert.ok(parsed.ok, parsed.ok ? '' : parsed.reason);
    return parsed.value;
  };

  describe('to DNS servers of every kind', () => {
    let looked: Look;
    before(async () => {
      looked = await lookWith([1, 2, 3, 4], ['silent.example', 'unreachable.example']);
    });

    const stateOf = (server: string, transport: string, name = 'hub.example') => {
      const rows = valueOf(parseDnsProbe(outputOf(looked.unframed, 'dnsProbe').text));
      const row = rows.find((one) => one.server === server && one.transport === transport && one.name === name);
      return row === undefined ? null : [row.state, row.rcode, ...row.addresses];
    };

    for (const transport of ['udp', 'tcp']) {
      it(`tell over ${transport} who answers, who is silent and where nobody is`, () => {
        assert.deepEqual(stateOf('127.0.1.1', transport), ['answered', 'NOERROR', '127.0.2.1']);
        assert.deepEqual(stateOf('127.0.1.2', transport), ['silent', null]);
        assert.deepEqual(stateOf('127.0.1.3', transport), ['refused', null]);
        assert.deepEqual(stateOf('127.0.1.4', transport), ['answered', 'NXDOMAIN']);
      });
    }

    it('ask a silent server for no second name', () => {
      assert.deepEqual(stateOf('127.0.1.1', 'udp', 'dps.example'), ['answered', 'NOERROR', '127.0.2.2']);
      assert.equal(stateOf('127.0.1.2', 'udp', 'dps.example'), null);
    });

    it('go to an address that cannot exist as well', () =>
      assert.deepEqual(stateOf('192.0.2.1', 'udp'), ['failed', null]));

    it("show the system's own resolution beside them", () => {
      const rows = valueOf(parseNameProbe(outputOf(looked.unframed, 'nameProbe').text));
      const of = (name: string) =>
        rows.filter((row) => row.name === name).map(({ state, addresses }) => [state, ...addresses]);
      assert.deepEqual(of('hub.example'), [['resolved', '127.0.2.1']]);
      assert.equal(
        rows.some((row) => row.name === 'edge-1'),
        true,
      );
    });

    it('tell how far a connection gets', () => {
      const rows = valueOf(parseReach(outputOf(looked.unframed, 'reach').text));
      const of = (host: string, port: number) =>
        rows.filter((row) => row.host === host && row.port === port).map(({ tcp, tls, issuer }) => [tcp, tls, issuer]);
      assert.deepEqual(of('hub.example', 443), [['connected', 'ok', 'O = Contoso, CN = "Test, Issuer"']]);
      assert.deepEqual(of('hub.example', 8883), [['connected', 'failed', null]]);
      assert.deepEqual(of('dps.example', 443), [['refused', 'notTried', null]]);
      assert.deepEqual(of('silent.example', 443), [['silent', 'notTried', null]]);
      assert.deepEqual(of('unreachable.example', 443), [['unreachable', 'notTried', null]]);
      assert.deepEqual(of('192.0.2.1', 8883), [['unreachable', 'notTried', null]]);
    });
  });

  it('go through the proxy that is set as well, without its password', async () => {
    const proxy = 'http://plant:SECRET@proxy.example:3128';
    const { unframed } = await lookWith([1], [], { proxies: { 'https-proxy': proxy } });
    const settings = outputOf(unframed, 'proxySettings').text;
    assert.equal(settings, 'engine\tHTTPS_PROXY\thttp://proxy.example:3128\tcredentials\n');
    const rows = valueOf(parseReach(outputOf(unframed, 'reach').text)).filter(({ via }) => via === 'proxy');
    assert.deepEqual(
      rows.map(({ host, port, address, tcp, tls, issuer }) => [host, port, address, tcp, tls, issuer]).sort(),
      [
        ['dps.example', 443, '127.0.2.8', 'connected', 'failed', null],
        ['hub.example', 443, '127.0.2.8', 'connected', 'ok', 'O = Contoso, CN = "Test, Issuer"'],
      ],
    );
    const asked = readFileSync(`${folder}/asked`, 'utf8');
    assert.match(asked, /^CONNECT hub\.example:443 HTTP/m);
    assert.doesNotMatch(asked, /authorization|SECRET|plant/i);
  });

  it('take no nonsense for an answer, and let none of it out', async () => {
    const { unframed } = await lookWith([5], []);
    const output = outputOf(unframed, 'dnsProbe');
    const rows = valueOf(parseDnsProbe(output.text));
    assert.deepEqual(
      rows.filter((row) => row.server === '127.0.1.5').map((row) => row.state),
      ['failed', 'failed'],
    );
    assert.doesNotMatch(output.text, /[^\x20-\x7e\n\t]|reboot/);
    const reach = valueOf(parseReach(outputOf(unframed, 'reach').text));
    assert.ok(reach.filter((row) => row.host !== '192.0.2.1').every((row) => row.tcp === 'unresolved'));
  });

  it('are at most 150, however much there is to ask, and say what was not asked', async () => {
    const registries = Array.from({ length: 40 }, (_, at) => `r${at}.example`);
    const { stdout, unframed } = await lookWith([1, 6, 7, 2, 4, 5], registries);
    const asked = Number(stdout.trimEnd().split('\n').at(-1));
    assert.ok(asked > 100, `${asked}`);
    assert.ok(asked <= 150, `${asked}`);
    const reach = valueOf(parseReach(outputOf(unframed, 'reach').text));
    const left = reach.filter((row) => row.tcp === 'notTried' || (row.tcp === 'connected' && row.tls === 'notTried'));
    assert.ok(left.length > 0 && left.length < reach.length, `${left.length} of ${reach.length}`);
    assert.ok(new Set(reach.map(({ host }) => host)).size > 40, 'every host has its row');
    assert.equal(reach.find(({ host, port }) => host === 'hub.example' && port === 443)?.tls, 'ok');
  });
});
