// bypass.sh against real netfilter, both back ends, in namespaces of its own: nothing of this machine is seen or changed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { bypassScript } from '../../core/src/repairs/planBypass.js';
import { readRepairReply, type RepairReply } from '../../core/src/repairs/repairReply.js';
import { engineRules } from '../support/engineRules.js';
import { skip } from '../support/skip.js';
import { plainBash } from '../support/plainBash.js';

const nonce = 'abcd1234';
const id = '0123456789abcdef';
const rules = engineRules(['-A INPUT -i lo -p icmp -j ACCEPT', '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT']);

const inGuest = (backEnd: string, commands: string): { out: string; replies: RepairReply[] } => {
  const prelude = `
    set -u
    mount -t tmpfs tmpfs /run && mount -t tmpfs tmpfs /var/lib || exit 9
    ip link set lo up
    printf '%s' "$RULES" | iptables-${backEnd}-restore || exit 8
    run() { printf '%s' "$SCRIPT" | bash -s -- ${nonce} "$@"; }
    save() { iptables-${backEnd}-save | grep -v '^#' | sed 's/ \\[[0-9]*:[0-9]*\\]$//'; }
    try() { case $(timeout 1 bash -c ': </dev/tcp/127.0.0.1/4444' 2>&1) in *refused*) echo refused ;; *) echo silent ;; esac; }
    save >/run/before
  `;
  const result = spawnSync('unshare', ['-m', '-n', '-p', '-f', '--mount-proc', ...plainBash, prelude + commands], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], RULES: rules, SCRIPT: bypassScript },
  });
  assert.equal(result.status, 0, result.stderr);
  const replies = result.stdout.split('\n').filter((line) => line.startsWith('EFLOWNETDIAG'));
  return { out: result.stdout, replies: replies.map((line) => readRepairReply(nonce, line)) };
};
const section = (out: string, name: string): string => out.split(`== ${name}\n`)[1]?.split('== ')[0] ?? '';
const states = (replies: RepairReply[]): string[] => replies.map(({ state }) => state);

describe('The bypass script', function () {
  before(function () {
    const unshare = spawnSync('unshare', ['-m', '-n', 'iptables-nft', '-w', '-L', '-n']);
    if (process.getuid?.() !== 0 || unshare.status !== 0) skip(this, 'needs root, Linux, unshare and iptables');
  });

  for (const backEnd of ['nft', 'legacy']) {
    describe(`with ${backEnd}`, () => {
      it('lets the asked flow alone pass, in every chain, counts it, and takes every rule back', () => {
        const { out, replies } = inGuest(
          backEnd,
          `echo '== closed'; try
           run apply ${id} 60 flow tcp 4444
           echo '== open'; try; echo '== live'; save
           run revert ${id}
           echo '== after'; save | diff /run/before - && echo same; try`,
        );
        assert.deepEqual(states(replies), ['applied', 'reverted']);
        assert.equal(section(out, 'closed').trim().split('\n')[0], 'silent');
        assert.equal(section(out, 'open').trim(), 'refused');
        const heads = section(out, 'live').match(/^-A [A-Z-]+ -p tcp -m conntrack --ctorigdstport 4444 .*ACCEPT$/gm);
        assert.equal(heads?.length, 4);
        assert.match(replies[1]?.message ?? '', /^taken back\nINPUT [1-9]/);
        assert.equal(
          section(out, 'after')
            .replace(/EFLOW.*\n/, '')
            .trim(),
          'same\nsilent',
        );
      });

      it('in its full form lets everything pass, and takes out no rule of anybody', () => {
        const { out, replies } = inGuest(
          backEnd,
          `echo '== before'; save; run apply ${id} 60 full tcp 4444
           echo '== open'; try; echo '== live'; save
           run revert ${id}
           echo '== after'; save | diff /run/before - && echo same; try`,
        );
        assert.deepEqual(states(replies), ['applied', 'reverted']);
        assert.equal(section(out, 'open').trim(), 'refused');
        const live = section(out, 'live');
        const first = [...live.matchAll(/^-A (?:INPUT|FORWARD|OUTPUT|DOCKER-USER) .*$/gm)].filter(([line]) =>
          line.includes(id),
        );
        assert.equal(first.length, 4);
        assert.match(first[0]?.[0] ?? '', /^-A INPUT -m comment --comment "?eflownetdiag:[0-9a-f]+"? -j ACCEPT$/);
        const others = (text: string): string[] =>
          text.split('\n').filter((line) => /^[-:*]/.test(line) && !line.includes(id));
        assert.deepEqual(others(live), others(section(out, 'before')));
        assert.equal(
          section(out, 'after')
            .replace(/EFLOW.*\n/, '')
            .trim(),
          'same\nsilent',
        );
      });

      for (const form of ['flow', 'full'])
        it(`closes by itself when nobody does (${form}), and lets no second one in meanwhile`, () => {
          const { out, replies } = inGuest(
            backEnd,
            `run apply ${id} 2 ${form} tcp 4444
             run apply fedcba9876543210 60 flow tcp 22
             for n in $(seq 60); do [ -e /run/eflownetdiag.pending ] || break; sleep 0.3; done
             echo '== after'; save | diff /run/before - && echo same
             run revert ${id}`,
          );
          assert.deepEqual(states(replies), ['applied', 'busy', 'reverted']);
          assert.match(section(out, 'after'), /^same\n/);
          assert.match(replies[2]?.message ?? '', /^it had closed by itself; taken back\b/);
        });

      it('leaves what the container engine changed meanwhile, and says so', () => {
        const { out, replies } = inGuest(
          backEnd,
          `run apply ${id} 60 full tcp 4444
           iptables-${backEnd} -A DOCKER -p tcp --dport 81 -j ACCEPT; iptables-${backEnd} -A FORWARD -o docker9 -j DOCKER
           run revert ${id}
           echo '== after'; save | diff /run/before - | grep '^[<>]'`,
        );
        assert.match(replies[1]?.message ?? '', /^taken back, but others have changed rules/);
        assert.match(
          section(out, 'after'),
          /^> -A FORWARD -o docker9 -j DOCKER\n> -A DOCKER -p tcp -m tcp --dport 81 -j ACCEPT\n$/,
        );
      });
    });
  }
});
