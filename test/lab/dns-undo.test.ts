// Taking back DNS servers that were confirmed: a change of its own, with a timer that puts them in again. In namespaces.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { dnsScript, engineScript } from '../../core/src/repairs/dnsCommands.js';
import { readRepairReply } from '../../core/src/repairs/repairReply.js';
import { plainBash } from '../support/plainBash.js';
import { at, cmdlet, former, guest, needNamespaces, settings, wanted } from './dns-guest.js';
import { nonce, run } from './repair-guest.js';

/** `confirmed` is a repair that stays; `isKept` says whether all is as it was then, `asBefore` whether it is as before the repair. */
const prelude = `${guest}
  export EFLOWNETDIAG_SETTLE_SECONDS=1
  state=/var/lib/eflownetdiag/${run}
  dns() { local verb=$1; shift; printf '%s' "$SCRIPT" | bash -s -- ${nonce} "$verb" ${run} "$@"; }
  gone() { for n in $(seq 40); do sleep 0.2; [ -e /run/eflownetdiag.pending ] || return 0; done; return 1; }
  keep() { all >/run/kept; }
  isKept() { all | diff /run/kept - && ls $state/confirmed && echo kept; }
  asBefore() { all | diff /run/before - && [ ! -e /run/eflownetdiag.pending ] && ls $state/reverted && echo same; }
`;

const link = `
  confirmed() { dns apply eth0 ${former} 600; bash -s -- ${nonce} set - <<<"$CMDLET"; dns commit; keep; }
`;

const hash = createHash('sha256').update(settings).digest('hex');
const edit = `${hash} ${at} ${former.length} ${Buffer.from(wanted).toString('base64')}`;
const engine = `
  confirmed() { dns apply \${1-${edit}} 600; dns commit; keep; }
`;

interface Ran {
  readonly said: readonly string[];
  readonly states: readonly string[];
  readonly out: string;
}

const inGuest = (script: string, commands: string): Ran => {
  const argv = ['-m', '-n', '-p', '-f', '--mount-proc', ...plainBash, `${prelude}\n${commands}`];
  const env = { PATH: process.env['PATH'], SCRIPT: script, CMDLET: cmdlet };
  const { stdout, stderr } = spawnSync('unshare', argv, { encoding: 'utf8', env });
  const lines = stdout.split('\n');
  const replies = lines
    .filter((line) => line.startsWith('EFLOWNETDIAG') && !line.includes(' set '))
    .map((line) => readRepairReply(nonce, line));
  const said = replies.map(({ state, message }) => `${state}: ${message}`);
  const out = lines.filter((line) => !line.startsWith('EFLOWNETDIAG')).join('\n');
  return { said, states: replies.map(({ state }) => state), out: `${out}\n${stderr}` };
};

describe('Taking back a repair of DNS', function () {
  before(function () {
    needNamespaces(this);
  });

  const both = [
    ['servers of the link', dnsScript, link, '- -'],
    ['servers of the engine', engineScript, engine, ''],
  ] as const;
  for (const [what, script, repaired, rest] of both)
    describe(`which set ${what}`, () => {
      const ran = (commands: string): Ran => inGuest(script, repaired + commands);

      it('puts the former state back, and leaves nothing beside it', () => {
        const { said, states, out } = ran(
          `confirmed; dns unapply 60 ${rest}; dns uncommit; asBefore; dns unapply 60 ${rest}; dns uncommit; asBefore`,
        );
        const expected = ['applied', 'committed', 'applied', 'reverted', 'reverted', 'failed'];
        assert.deepEqual(states, expected, said.join('\n'));
        assert.match(said[3] ?? '', /byte for byte/);
        assert.match(said[4] ?? '', /taken back already/);
        assert.equal(out.split('same').length, 3, out);
      });

      it('is put in again by the guest itself where nobody asks any more, and can be taken back anew', () => {
        const { said, states, out } = ran(
          `confirmed; dns unapply 1 ${rest}; gone; isKept; dns uncommit; isKept; dns unapply 60 ${rest}; dns uncommit; asBefore`,
        );
        const expected = ['applied', 'committed', 'applied', 'failed', 'applied', 'reverted'];
        assert.deepEqual(states, expected, said.join('\n'));
        assert.match(out, /kept[^]*kept[^]*same/);
      });

      it('is put in again when the host says so, and by an undo that comes after a crash, which does it anew', () => {
        const { said, states, out } = ran(
          `confirmed; dns unapply 60 ${rest}; dns settle; isKept
           dns unapply 60 ${rest}; dns unapply 60 ${rest}; dns uncommit; asBefore; dns settle`,
        );
        const expected = ['applied', 'committed', 'applied', 'committed', 'applied', 'applied', 'reverted', 'reverted'];
        assert.deepEqual(states, expected, said.join('\n'));
        assert.match(out, /kept[^]*same/);
      });

      it('takes back what nobody confirmed, without waiting', () => {
        const { said, states, out } = ran(
          `dns apply ${script === dnsScript ? `eth0 ${former}` : edit} 600; dns unapply 60 ${rest}; asBefore`,
        );
        assert.deepEqual(states, ['applied', 'reverted'], said.join('\n'));
        assert.match(out, /same/);
      });

      it('leaves alone what another program has changed since, and no other change in while it waits', () => {
        const file = script === dnsScript ? '/etc/systemd/resolved.conf' : '/etc/docker/daemon.json';
        const { said, out } = ran(
          `confirmed; cp -a ${file} /run/set; echo >>${file}; keep; dns unapply 60 ${rest}; isKept
           cp -a /run/set ${file}; dns unapply 60 ${rest}
           printf '%s' "$SCRIPT" | bash -s -- ${nonce} unapply 00000000000000bb 60 ${rest}
           mkdir /var/lib/eflownetdiag/00000000000000bb; printf '%s' "$SCRIPT" | bash -s -- ${nonce} unapply 00000000000000bb 60 ${rest}`,
        );
        assert.match(said[2] ?? '', new RegExp(`^failed: somebody has changed this since: ${file}`), said.join('\n'));
        assert.match(out, /kept/);
        assert.match(said[3] ?? '', /^applied/);
        assert.match(said[4] ?? '', /^failed: there is no such repair/);
        assert.match(said[5] ?? '', /^busy: another repair waits/);
      });
    });

  describe('of the link', () => {
    /** A name resolves where a file says so, at an address where somebody answers. */
    const names = `
      printf '%s\\n' '#!/bin/bash' '[ -e "/run/names/$2" ] && printf "%s\\n" "127.0.0.1 STREAM $2" "127.0.0.1 DGRAM"' >/usr/sbin/getent
      chmod 755 /usr/sbin/getent; mkdir /run/names; : >/run/names/both.example; : >/run/names/mended.example
      ip link set lo up; ip link add eth0 type veth peer name there; ip link set there up; ip address add 10.9.9.2/24 dev eth0; ip link set eth0 up; ip route add default via 10.9.9.1
      python3 -m http.server --bind 127.0.0.1 443 >/dev/null 2>&1 & server=$!
      for n in $(seq 50); do (: </dev/tcp/127.0.0.1/443) 2>/dev/null && break; sleep 0.1; done
      undone() { dns unapply 60 both.example,mended.example both.example; eval "$1"; dns uncommit; }`;
    const lost: [string, string, RegExp][] = [
      ['a name that had resolved without the repair too', 'rm /run/names/both.example', /: name:both\.example$/],
      ['its address', 'ip address flush dev eth0', /: address:10\.9\.9\.2\/24 gateway:10\.9\.9\.1$/],
      ['its way out', 'ip route del default', /: gateway:10\.9\.9\.1$/],
      ['what it got to', 'kill $server; wait $server', /not after it: 127\.0\.0\.1:443$/],
      ['a file, which is not as it was', 'echo >>/etc/systemd/resolved.conf', /not as they were: .*resolved\.conf$/],
      ['the servers that its files give it', 'echo 9.9.9.9 >/run/link', /the link has other servers: 9\.9\.9\.9$/],
    ];
    for (const [title, happens, why] of lost)
      it(`puts the repair in again where the VM loses ${title}`, () => {
        const { said, out } = inGuest(dnsScript, `${link}${names}; confirmed; undone '${happens}'; isKept`);
        assert.match(said[3] ?? '', /^committed/, said.join('\n') + out);
        assert.match(said[3] ?? '', why);
        assert.match(out, /kept/);
      });

    it('takes a name that resolves only with the repair for what is given up', () => {
      const { said, out } = inGuest(
        dnsScript,
        `${link}${names}; confirmed; undone 'rm /run/names/mended.example'; asBefore`,
      );
      assert.match(said[3] ?? '', /^reverted/, said.join('\n'));
      assert.match(out, /same/);
    });
  });

  describe('of the engine', () => {
    const undone = 'undone() { dns unapply 60; eval "$1"; dns uncommit; }';
    const ran = (commands: string): Ran => inGuest(engineScript, `${engine}${undone}\n${commands}`);
    const lost: [string, string, RegExp][] = [
      ['a container does not run again', ': >/run/containers', /do not run again: edgeAgent$/],
      ['the engine does not run', 'rm /run/engine', /engine does not run$/],
      ['another program changes the file', 'echo >>/etc/docker/daemon.json', /changed this since: .*daemon\.json$/],
    ];
    for (const [title, happens, why] of lost)
      it(`puts the repair in again where ${title}`, () => {
        const { said, out } = ran(`confirmed; undone '${happens}'; isKept`);
        assert.match(said[3] ?? '', /^committed/, said.join('\n'));
        assert.match(said[3] ?? '', why);
        assert.match(out, /kept/);
      });

    it('puts the repair in again where the engine does not start with the former file', () => {
      const { said, out } = ran(`confirmed
        sed -i "/restart docker/s/)/) grep -q ${former} \\/etc\\/docker\\/daemon.json \\&\\& exit 1;/" /usr/sbin/systemctl
        dns unapply 60; isKept`);
      assert.match(said[2] ?? '', /^committed: .*does not start$/, said.join('\n'));
      assert.match(out, /kept/);
    });

    it('does not wait for a container that neither the engine nor IoT Edge starts anew', () => {
      const { states, said } = ran(
        `printf '%s\\n' '/mine|no|' '/web|always|' >/run/containers; confirmed; undone "echo '/web|always|' >/run/containers"`,
      );
      assert.equal(states[3], 'reverted', said.join('\n'));
    });

    for (const [title, remove] of [
      ['no file', 'rm /etc/docker/daemon.json'],
      ['no folder', 'rm -r /etc/docker'],
    ] as const)
      it(`leaves none where there was ${title}, and puts the file in again`, () => {
        const none = `- 0 0 ${Buffer.from('{"dns":["192.168.50.1"]}').toString('base64')}`;
        const { said, states, out } = ran(
          `${remove}; : >/run/engine; all >/run/before 2>/dev/null; confirmed '${none}'
           dns unapply 60; dns settle; isKept; undone :; ls -d /etc/docker; asBefore 2>/dev/null`,
        );
        const expected = ['applied', 'committed', 'applied', 'committed', 'applied', 'reverted'];
        assert.deepEqual(states, expected, said.join('\n'));
        assert.match(out, /kept[^]*same/);
        assert.equal(out.includes('\n/etc/docker\n'), title === 'no file', out);
      });
  });
});
