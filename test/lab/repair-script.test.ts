// repair.sh against real netfilter, both back ends, in namespaces of its own: nothing of this machine is seen or changed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { basisOf } from '../../core/src/repairs/basis.js';
import repairScript from '../../core/src/repairs/repair.sh';
import { readRepairReply, type RepairReply } from '../../core/src/repairs/repairReply.js';
import { skip } from '../support/skip.js';

const nonce = 'abcd1234';
const id = '0123456789abcdef';
const rule = [
  '-p',
  'tcp',
  '-m',
  'tcp',
  '--dport',
  '8883',
  '-m',
  'comment',
  '--comment',
  `eflownetdiag:${id}`,
  '-j',
  'ACCEPT',
];

const stock = `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT DROP [0:0]
# Allow local-only connections
-A INPUT -i lo -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A OUTPUT -j ACCEPT
COMMIT
`;

/**
 * One guest for the length of a test: a shell in its own network, mount and pid namespaces that runs a list of commands.
 * `repair ARGS` runs the script as the guest would; `save` prints the rules; `file` prints the persisted ones.
 */
const inGuest = (backEnd: string, commands: string): { out: string; replies: RepairReply[] } => {
  const prelude = `
    set -u
    mount -t tmpfs tmpfs /run && mount -t tmpfs tmpfs /var/lib || exit 9
    export EFLOWNETDIAG_IP4SAVE=/run/ip4save
    printf '%s' "$STOCK" >/run/ip4save
    iptables-${backEnd}-restore </run/ip4save || exit 8
    repair() { printf '%s' "$SCRIPT" | bash -s -- ${nonce} "$@"; }
    save() { iptables-${backEnd}-save | grep -v '^#'; }
    file() { cat /run/ip4save; }
    basis() { save | sed -e 's/ \\[[0-9]*:[0-9]*\\]$//' | sha256sum | cut -d ' ' -f 1; }
    RULE=(${rule.map((word) => `'${word}'`).join(' ')})
  `;
  const result = spawnSync('unshare', ['-m', '-n', '-p', '-f', '--mount-proc', 'bash', '-c', prelude + commands], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], STOCK: stock, SCRIPT: repairScript },
  });
  assert.equal(result.status, 0, result.stderr);
  const replies = result.stdout.split('\n').filter((line) => line.startsWith('EFLOWNETDIAG'));
  return { out: result.stdout, replies: replies.map((line) => readRepairReply(nonce, line)) };
};

const states = (replies: RepairReply[]): string[] => replies.map(({ state }) => state);
const section = (out: string, name: string): string => out.split(`== ${name}\n`)[1]?.split('== ')[0] ?? '';

describe('The repair script', function () {
  before(function () {
    const unshare = spawnSync('unshare', ['-m', '-n', 'iptables-nft', '-w', '-L', '-n']);
    if (process.getuid?.() !== 0 || unshare.status !== 0) skip(this, 'needs root, Linux, unshare and iptables');
  });

  for (const backEnd of ['nft', 'legacy']) {
    describe(`with ${backEnd}`, () => {
      it('adds the rule, persists only its own line, and takes both back', () => {
        const { out, replies } = inGuest(
          backEnd,
          `save >/run/before
           repair apply ${id} ${backEnd} INPUT 2 "$(basis)" 60 "\${RULE[@]}"
           echo '== live'; save
           repair commit ${id} ${backEnd} INPUT 2 yes "\${RULE[@]}"
           echo '== file'; file
           repair revert ${id}
           echo '== after'; save | diff /run/before - && printf '%s' "$STOCK" | cmp - /run/ip4save && echo same`,
        );
        assert.deepEqual(states(replies), ['applied', 'committed', 'reverted']);
        assert.match(
          section(out, 'live'),
          /-i lo -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 8883 .*\n-A INPUT -p tcp -m tcp --dport 22/,
        );
        const added = `-A INPUT ${rule.join(' ')}\n`;
        assert.equal(
          section(out, 'file').replace(/EFLOWNETDIAG.*\n/, ''),
          stock.replace('-A INPUT -p tcp -m tcp --dport 22', `${added}-A INPUT -p tcp -m tcp --dport 22`),
        );
        assert.match(section(out, 'after'), /^same$/m);
      });

      it('comes to the same hash of the rules as the planner', () => {
        const { out } = inGuest(backEnd, `basis; echo '== rules'; iptables-${backEnd}-save -c`);
        assert.equal(out.split('\n')[0], basisOf(section(out, 'rules')));
      });

      it('refuses when the rules have changed since the plan', () => {
        const { out, replies } = inGuest(
          backEnd,
          `b=$(basis); iptables-${backEnd} -A INPUT -p udp --dport 53 -j ACCEPT
           repair apply ${id} ${backEnd} INPUT 2 "$b" 60 "\${RULE[@]}"; echo '== live'; save`,
        );
        assert.deepEqual(states(replies), ['drift']);
        assert.doesNotMatch(section(out, 'live'), /8883/);
      });

      it('takes the change back by itself when nobody confirms', () => {
        const { out, replies } = inGuest(
          backEnd,
          `save >/run/before
           repair apply ${id} ${backEnd} INPUT 2 "$(basis)" 1 "\${RULE[@]}"
           for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do sleep 0.3; [ -e /run/eflownetdiag.pending ] || break; done
           echo '== after'; save | diff /run/before - && echo same
           repair commit ${id} ${backEnd} INPUT 2 yes "\${RULE[@]}"`,
        );
        assert.deepEqual(states(replies), ['applied', 'failed']);
        assert.match(section(out, 'after'), /^same$/m);
      });

      it('lets no second repair in while one waits', () => {
        const { replies } = inGuest(
          backEnd,
          `repair apply ${id} ${backEnd} INPUT 2 "$(basis)" 60 "\${RULE[@]}"
           repair apply fedcba9876543210 ${backEnd} INPUT 2 "$(basis)" 60 "\${RULE[@]}"`,
        );
        assert.deepEqual(states(replies), ['applied', 'busy']);
      });

      it('does not persist what would not load at the next start', () => {
        const { out, replies } = inGuest(
          backEnd,
          `iptables-${backEnd} -N DOCKER-USER; save >/run/before
           repair apply ${id} ${backEnd} DOCKER-USER 1 "$(basis)" 60 "\${RULE[@]}"
           repair commit ${id} ${backEnd} DOCKER-USER 1 yes "\${RULE[@]}"
           echo '== after'; save | diff /run/before - && printf '%s' "$STOCK" | cmp - /run/ip4save && echo same`,
        );
        assert.deepEqual(states(replies), ['applied', 'reverted']);
        assert.match(replies[1]?.message ?? '', /would not load/);
        assert.match(section(out, 'after'), /^same$/m);
      });

      it('adds nothing where the rule is there, and takes nothing away then', () => {
        const { out, replies } = inGuest(
          backEnd,
          `iptables-${backEnd} -I INPUT 2 "\${RULE[@]}"; save >/run/before
           repair apply ${id} ${backEnd} INPUT 2 "$(basis)" 60 "\${RULE[@]}"
           repair revert ${id}
           echo '== after'; save | diff /run/before - && echo same`,
        );
        assert.deepEqual(states(replies), ['applied', 'reverted']);
        assert.match(section(out, 'after'), /^same$/m);
      });

      it('passes a rule on as it is, whatever it looks like', () => {
        const { out, replies } = inGuest(
          backEnd,
          `hostile='$(touch /run/owned);\`touch /run/owned\`'
           repair apply ${id} ${backEnd} INPUT 1 "$(basis)" 60 -m comment --comment "$hostile" -j ACCEPT
           echo '== owned'; ls /run/owned 2>&1; echo '== live'; save`,
        );
        assert.deepEqual(states(replies), ['applied']);
        assert.match(section(out, 'owned'), /No such file/);
        assert.match(section(out, 'live'), /touch \/run\/owned/);
      });
    });
  }
});
