import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { createServer, type Server } from 'node:net';
import { skip } from '../../support/skip.js';
import { type Act, onlyError, type Play, playAll } from './stage.js';

// A loopback address of its own, since Resolve-DnsName asks port 53 and nothing else.
const server = '127.53.53.1';
const silent = '127.53.53.2';

/** The answer of RFC 1035 to a question, by the first label of its name. */
const answerTo = (question: Buffer, overUdp: boolean): Buffer | undefined => {
  const label = question.subarray(13, 13 + question[12]!).toString();
  const type = question.readUInt16BE(question.length - 4);
  const head = Buffer.alloc(12);
  question.copy(head, 0, 0, 2);
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(1, 4);
  const record = (kind: number, data: Buffer): Buffer => {
    const fixed = Buffer.alloc(12);
    fixed.writeUInt16BE(0xc00c, 0);
    fixed.writeUInt16BE(kind, 2);
    fixed.writeUInt16BE(1, 4);
    fixed.writeUInt32BE(300, 6);
    fixed.writeUInt16BE(data.length, 10);
    return Buffer.concat([fixed, data]);
  };
  const answered = (...records: Buffer[]): Buffer => {
    head.writeUInt16BE(records.length, 6);
    return Buffer.concat([head, question.subarray(12), ...records]);
  };
  const coded = (code: number): Buffer => {
    head[3] = 0x80 | code;
    return Buffer.concat([head, question.subarray(12)]);
  };
  if (label === 'nowhere') return coded(3);
  if (label === 'broken') return coded(2);
  if (label === 'refused') return coded(5);
  if (label === 'empty') return coded(0);
  if (label === 'mute') return undefined;
  if (label === 'large' && overUdp) {
    head[2] = head[2]! | 2; // truncated
    return Buffer.concat([head, question.subarray(12)]);
  }
  const alias = record(5, Buffer.from('\x03hub\x05lab\x07example\x00'.replace('\x05lab', '\x03lab'), 'latin1'));
  if (type === 28)
    return label === 'both' ? answered(record(28, Buffer.from('20010db8000000000000000000000001', 'hex'))) : coded(0);
  if (type === 1) return answered(...(label === 'alias' ? [alias] : []), record(1, Buffer.from([203, 0, 113, 10])));
  return type === 12 ? answered(record(12, Buffer.from('\x03hub\x00', 'latin1'))) : coded(0);
};

const listen = async (): Promise<{ udp: Socket; tcp: Server; mute: Socket }> => {
  const udp = createSocket('udp4');
  udp.on('message', (question, from) => {
    const answer = answerTo(question, true);
    if (answer !== undefined) udp.send(answer, from.port, from.address);
  });
  const tcp = createServer((connection) => {
    connection.on('error', () => undefined);
    connection.once('data', (data) => {
      const answer = answerTo(data.subarray(2), false);
      if (answer === undefined) return;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(answer.length);
      connection.end(Buffer.concat([length, answer]));
    });
  });
  const mute = createSocket('udp4');
  await new Promise<void>((resolve, reject) => {
    udp.once('error', reject);
    udp.bind(53, server, resolve);
  });
  await new Promise<void>((resolve) => mute.bind(53, silent, resolve));
  await new Promise<void>((resolve) => tcp.listen(53, server, resolve));
  return { udp, tcp, mute };
};

const ask = (name: string, more = ''): Act => ({
  script: `Resolve-DnsName -Name ${name} -Server ${server} -DnsOnly ${more}`,
});

const acts = {
  address: ask('hub.example', '-Type A'),
  both: ask('both.example'),
  oneFamily: ask('hub.example'),
  alias: ask('alias.example', '-Type A'),
  reverse: ask('203.0.113.10', '-Type PTR'),
  overTcp: ask('hub.example', '-Type A -TcpOnly'),
  large: ask('large.example', '-Type A'),
  nowhere: ask('nowhere.example'),
  broken: ask('broken.example', '-Type A'),
  refused: ask('refused.example', '-Type A'),
  empty: ask('empty.example', '-Type A'),
  quick: { script: `Resolve-DnsName hub.example -Type A -Server ${silent} -DnsOnly -QuickTimeout` },
  second: { script: `(Resolve-DnsName hub.example -Type A -Server ${silent}, ${server} -QuickTimeout).IPAddress` },
  ofTheHost: {
    script: '(Resolve-DnsName hub.example -Type A).IPAddress',
    windows: { dnsServers: { uplink: [server] } },
  },
  german: { ...ask('nowhere.example'), standIn: { edition: 'de' } },
} satisfies Record<string, Act>;

describe('Resolve-DnsName, as the stand-in plays it', () => {
  let plays: Record<keyof typeof acts, Play>;
  before(async function () {
    const servers = await listen().catch((error: unknown) => error as NodeJS.ErrnoException);
    if ('code' in servers && servers instanceof Error)
      return skip(this, `port 53 of ${server} can't be had (${servers.code ?? ''})`);
    const { udp, tcp, mute } = servers as Awaited<ReturnType<typeof listen>>;
    try {
      plays = await playAll(acts);
    } finally {
      udp.close();
      mute.close();
      tcp.close();
    }
  });
  const records = (name: keyof typeof acts): Record<string, unknown>[] => {
    assert.equal(plays[name].thrown, null, JSON.stringify(plays[name].thrown));
    return plays[name].output as Record<string, unknown>[];
  };

  it("gives an answer in the real cmdlet's shape", () => {
    const [one, ...more] = records('address');
    assert.deepEqual(more, []);
    assert.equal(one!['Name'], 'hub.example');
    assert.equal(one!['Type'], 1);
    assert.equal(one!['TTL'], 300);
    assert.equal(one!['Section'], 1);
    assert.equal(one!['IPAddress'], '203.0.113.10');
    assert.equal(one!['IP4Address'], '203.0.113.10');
  });
  it('asks for both families when no type is given', () => {
    assert.deepEqual(
      records('both').map((one) => one['IPAddress']),
      ['2001:db8::1', '203.0.113.10'],
    );
    assert.deepEqual(
      records('oneFamily').map((one) => one['IPAddress']),
      ['203.0.113.10'],
    );
  });
  it('gives aliases and reverse names', () => {
    assert.deepEqual(
      records('alias').map((one) => one['NameHost'] ?? one['IPAddress']),
      ['hub.lab.example', '203.0.113.10'],
    );
    assert.equal(records('reverse')[0]!['NameHost'], 'hub');
  });
  it('asks over TCP when told to, and when the answer was cut', () => {
    assert.equal(records('overTcp')[0]!['IPAddress'], '203.0.113.10');
    assert.equal(records('large')[0]!['IPAddress'], '203.0.113.10');
  });
  it('has the errors of Windows, by id and in its language', () => {
    const nowhere = onlyError(plays.nowhere);
    assert.equal(nowhere.id, 'DNS_ERROR_RCODE_NAME_ERROR,Resolve-DnsName');
    assert.equal(nowhere.category, 'ResourceUnavailable');
    assert.equal(nowhere.message, 'nowhere.example : DNS name does not exist');
    assert.equal(nowhere.type, 'Win32Exception');
    assert.equal(onlyError(plays.german).message, 'nowhere.example : Der DNS-Name ist nicht vorhanden');
    assert.match(onlyError(plays.broken).id, /^DNS_ERROR_RCODE_SERVER_FAILURE,/);
    assert.match(onlyError(plays.refused).id, /^DNS_ERROR_RCODE_REFUSED,/);
    assert.match(onlyError(plays.empty).id, /^DNS_INFO_NO_RECORDS,/);
  });
  it('gives up on a silent server, sooner with -QuickTimeout', () => {
    assert.equal(onlyError(plays.quick).id, 'ERROR_TIMEOUT,Resolve-DnsName');
    assert.equal(onlyError(plays.quick).category, 'OperationTimeout');
    assert.ok(plays.quick.tookMs >= 1900 && plays.quick.tookMs < 4000, `${plays.quick.tookMs} ms`);
  });
  it('goes on to the next server', () => assert.deepEqual(plays.second.output, ['203.0.113.10']));
  it("asks the host's own servers without -Server", () => assert.deepEqual(plays.ofTheHost.output, ['203.0.113.10']));
});
