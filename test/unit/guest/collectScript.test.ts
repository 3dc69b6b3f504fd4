import assert from 'node:assert/strict';
import { factIds } from '../../../core/src/facts/facts.js';
import { askingParts, collectScript, lookingParts } from '../../../core/src/guest/collectScript.js';
import { sections } from '../../../core/src/guest/sections.js';
import { nextCommands } from '../../../core/src/guest/nextCommands.js';
import { unframe } from '../../../core/src/guest/frame.js';
import {
  fewTools,
  look,
  needsNamespaces,
  nonce,
  outputOf,
  pathWith,
  runInNamespaces,
  temporaryFolder,
} from './guestSupport.js';

/** Sections that no rule reads. */
const notRead = ['targets'];

/** Sections for which something leaves the device; the last two only on request. */
const requested = ['arpProbe', 'iotedgeCheck'];
const asked = ['dnsProbe', 'nameProbe', 'reach', 'pathMtu', 'ntpProbe', 'gatewayProbe', ...requested];

describe('The script for the guest', () => {
  const code = collectScript.split('\n').filter((line) => !line.trimStart().startsWith('#'));

  it('has a probe for each fact of the guest, and no other', () => {
    const facts = factIds.filter((id) => id.startsWith('guest.')).map((id) => id.slice('guest.'.length));
    const expected = [...facts, ...notRead];
    assert.deepEqual([...sections].sort(), expected.sort());
    const probes = [...collectScript.matchAll(/^probe_(\w+)\(\)/gm)].map((match) => match[1]);
    assert.deepEqual(probes.sort(), [...sections].sort());
  });

  const forbidden: [string, RegExp][] = [
    ['run text as a command', /\beval\b|^\s*(source|\.) |bash -c (?!'"\$@"')|\bsh -c\b|xargs/],
    ['make a temporary file: here documents are such files in older shells', /<<|mktemp|mkfifo|\btee\b/],
    ['write to a file', /(?<![-=0-9&<])>>?\s*(?!\/dev\/null|&[0-9])["$\w/.]/],
    ['read a table of iptables by name, which creates it', /iptables\S* -[LSt]\b|"\$tool" -[LSt]\b/],
    ['load a module', /modprobe|insmod/],
    [
      'change what is there',
      /\b(rm|mv|cp|mkdir|touch|chmod|sysctl -w|ip link set|ip addr add|systemctl (start|stop|restart|enable))\b/,
    ],
  ];
  for (const [what, pattern] of forbidden) {
    it(`does not ${what}`, () =>
      assert.deepEqual(
        code.filter((line) => pattern.test(line)),
        [],
      ));
  }

  it('does nothing when its end is missing', async function () {
    needsNamespaces(this);
    const lines = collectScript.trimEnd().split('\n');
    const cut = lines
      .slice(
        0,
        lines.findIndex((line) => line === 'run "$@"'),
      )
      .join('\n');
    const { stdout } = await runInNamespaces(cut, [nonce, 'none', '30', 'no']);
    assert.equal(stdout, '');
  });

  for (const args of [
    [],
    ['short', 'none', '30', 'no'],
    [nonce, 'all', '30', 'no'],
    [nonce, 'none', '3x', 'no'],
    [nonce, 'none', '30', 'yes'],
    [nonce, 'none', 'a[$(reboot)]', 'no'],
  ]) {
    it(`does nothing with the arguments ${JSON.stringify(args)}`, async function () {
      needsNamespaces(this);
      assert.equal((await runInNamespaces(collectScript, args)).stdout, '');
    });
  }
});

describe('The script for the guest, run', () => {
  const { folder, remove } = temporaryFolder();
  after(remove);

  it('prints every section in its order, as ASCII, in lines that a console carries', async function () {
    needsNamespaces(this);
    const { stdout, unframed } = await look();
    assert.match(stdout, /^[\x20-\x7e\n]*$/);
    assert.ok(stdout.split('\n').every((line) => line.length <= 1000));
    const printed = [...stdout.matchAll(/^@\w+:[SN]:(\w+)/gm)].map((match) => match[1]);
    assert.deepEqual(printed, [...sections]);
    for (const [section, envelope] of Object.entries(unframed.sections)) {
      const expected = asked.includes(section) ? 'skipped' : 'ok';
      assert.equal(envelope.status, expected, section);
    }
  });

  it('sends nothing at probe level none, and something at standard', async function () {
    needsNamespaces(this);
    const prelude = `ip link add away type veth peer name far; ip link set far up; ip link set away up
      ip addr add 198.51.100.2/24 dev away; ip route add default via 198.51.100.1
      ip neigh add 198.51.100.1 lladdr 02:00:00:00:00:01 dev away nud permanent
      iptables -A OUTPUT -o away -p tcp -j ACCEPT; iptables -A OUTPUT -o away -p udp -j ACCEPT`;
    const epilogue = 'iptables-save -c | grep -e "-o away"';
    const sent = async (probe: string) => {
      const { stdout } = await look({ prelude, epilogue, probe });
      return [...stdout.matchAll(/^\[(\d+):\d+\] -A OUTPUT -o away -p (tcp|udp)/gm)].map(
        ([, packets, protocol]) => `${Number(packets) > 0} ${protocol}`,
      );
    };
    assert.deepEqual(await sent('none'), ['false tcp', 'false udp']);
    assert.deepEqual(await sent('standard'), ['true tcp', 'true udp']);
  });

  it('takes what is there where the better tool is missing', async function () {
    needsNamespaces(this);
    const whole = (await look({ path: pathWith(folder, [...fewTools, 'ip', 'netstat']) })).unframed;
    assert.match(outputOf(whole, 'interfaces').text, /^\[\{"ifindex":1,"ifname":"lo"/);
    assert.match(outputOf(whole, 'listeners').text, /^Active Internet connections/);
    const poor = (await look({ path: pathWith(folder, [...fewTools, 'ifconfig', 'route']) })).unframed;
    assert.match(outputOf(poor, 'interfaces').text, /^lo[: ]/);
    assert.match(outputOf(poor, 'routes').text, /^Kernel IP routing table/);
    assert.match(outputOf(poor, 'listeners').text, /^==> \/proc\/net\/tcp\n\s+sl {2}local_address/);
  });

  it('takes plain ip where it knows no JSON', async function () {
    needsNamespaces(this);
    const path = pathWith(folder, fewTools, { ip: '[ "$1" != -j ] || { echo usage >&2; exit 1; }; echo "plain $*"' });
    const { unframed } = await look({ path });
    assert.equal(outputOf(unframed, 'interfaces').text, 'plain addr\n');
    assert.equal(outputOf(unframed, 'routes').text, 'plain -4 route show table all\n');
    assert.equal(outputOf(unframed, 'neighbours').text, 'plain -4 neigh\n');
  });

  it('names the tools that it would have needed', async function () {
    needsNamespaces(this);
    const { unframed, stdout } = await look({
      path: pathWith(
        folder,
        fewTools.filter((tool) => tool !== 'sha256sum'),
      ),
    });
    assert.match(stdout, /^@\w+:S:hosts:0:\d+:-:0:\d+$/m);
    const needs = {
      interfaces: 'ip ifconfig',
      routes: 'ip route',
      resolver: 'resolvectl systemd-resolve',
      services: 'systemctl',
      containers: 'docker',
      networkState: 'networkctl',
      iptablesVersion: 'iptables',
    } as const;
    for (const [section, tools] of Object.entries(needs)) {
      const output = outputOf(unframed, section as keyof typeof needs);
      assert.deepEqual([output.exitCode, output.text], [127, `no tool: ${tools}\n`]);
    }
    assert.equal(outputOf(unframed, 'release').exitCode, 0);
  });

  it('comes in parts that together give the same sections', async function () {
    needsNamespaces(this);
    const replies = [`@${nonce}:M:gzip`];
    for (const part of lookingParts)
      replies.push((await runInNamespaces(part, [nonce, 'standard', '30', 'no'])).stdout);
    const { commands } = nextCommands({ nonce, replies, probe: 'standard', timeoutSeconds: 30 });
    for (const [at, part] of Object.values(askingParts).entries()) {
      const targets = /'([^']*)'\|head -c \d+$/.exec(commands[at] ?? '')?.[1] ?? '';
      assert.match(targets, /(^|;)end$/);
      replies.push((await runInNamespaces(part, [nonce, 'standard', '30', 'no', targets])).stdout);
    }
    for (const [section, envelope] of Object.entries(unframe(nonce, replies).sections))
      assert.equal(envelope.status, requested.includes(section) ? 'skipped' : 'ok', section);
  });
});
