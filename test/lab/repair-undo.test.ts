// Taking back what was confirmed: a change of its own, with a timer that puts it in again. repair.sh in namespaces.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { RepairReply } from '../../core/src/repairs/repairReply.js';
import { skip } from '../support/skip.js';
import { inGuest } from './repair-guest.js';

const section = (out: string, name: string): string => out.split(`== ${name}\n`)[1]?.split('== ')[0] ?? '';
const states = (replies: RepairReply[]): string[] => replies.map(({ state }) => state);

/** `confirmed OPERATION...` is a repair that stays; `isKept` says whether all is as it was then. */
const kept = `
  confirmed() { repair apply 60 "$(basis)" - "$@"; repair commit no "$@"; keep; }
  keep() { all >/run/kept; cp /run/ip4save /run/kept.file; }
  isKept() { all | diff /run/kept - && cmp /run/kept.file /run/ip4save && ls $state/confirmed && echo kept; }
  takeBack() { repair unapply 60 - - "$@"; repair uncommit - "$@"; }`;

describe('Taking back a repair of the firewall', function () {
  before(function () {
    const unshare = spawnSync('unshare', ['-m', '-n', 'iptables-nft', '-w', '-L', '-n']);
    if (process.getuid?.() !== 0 || unshare.status !== 0) skip(this, 'needs root, Linux, unshare and iptables');
  });

  for (const backEnd of ['nft', 'legacy']) {
    describe(`with ${backEnd}`, () => {
      const guest = (commands: string): ReturnType<typeof inGuest> => inGuest(backEnd, `${kept}\n${commands}`);
      const out = `iptables-${backEnd} -I INPUT 2 "\${RULE[@]}"
         STOCK=$(printf '%s' "$STOCK" | sed "/dport 22/i -A INPUT \${RULE[*]}"; echo .); STOCK=\${STOCK%.}
         printf '%s' "$STOCK" >/run/ip4save; all >/run/before
         BOTH=("\${BOTH[@]/insertRule/deleteRule}"); BOTH=("\${BOTH[@]/persistRule/unpersistRule}")`;

      it('goes live first, then into the saved rules, and leaves all as before', () => {
        const seen = guest(
          `confirmed "\${BOTH[@]}"
           repair unapply 60 - - "\${BOTH[@]}"; echo '== live'; save | grep -c 8883; file | grep -c 8883
           repair uncommit - "\${BOTH[@]}"; echo '== after'; asBefore; ls /run/ip4save* /run/eflownetdiag.pending $state/reverted 2>/dev/null
           repair unapply 60 - - "\${BOTH[@]}"`,
        );
        const expected = ['applied', 'committed', 'applied', 'reverted', 'reverted'];
        assert.deepEqual(states(seen.replies), expected, JSON.stringify(seen.replies));
        assert.match(section(seen.out, 'live'), /^0\n1\n/);
        assert.match(seen.replies[3]?.message ?? '', /rule for rule in both back ends/);
        assert.match(section(seen.out, 'after'), /^same\n\/run\/ip4save\n\/var\/lib\/eflownetdiag\/\w+\/reverted\n/);
        assert.match(seen.replies[4]?.message ?? '', /taken back already/);
      });

      for (const [what, before] of [
        ['a rule that was put in', 'true'],
        ['a rule that was taken out', out],
      ] as const) {
        it(`is put in again by the guest itself where nobody asks any more: ${what}`, () => {
          const seen = guest(
            `${before}; confirmed "\${BOTH[@]}"
             repair unapply 1 - - "\${BOTH[@]}"; gone; echo '== after'; isKept
             repair uncommit - "\${BOTH[@]}"; takeBack "\${BOTH[@]}"; echo '== back'; asBefore`,
          );
          const expected = ['applied', 'committed', 'applied', 'failed', 'applied', 'reverted'];
          assert.deepEqual(states(seen.replies), expected, JSON.stringify(seen.replies));
          assert.match(section(seen.out, 'after'), /^kept$/m);
          assert.match(section(seen.out, 'back'), /^same$/m);
        });

        it(`is put in again when the host says so, also over a crash of it: ${what}`, () => {
          const seen = guest(
            `${before}; confirmed "\${BOTH[@]}"
             repair unapply 60 - - "\${BOTH[@]}"; repair settle - "\${BOTH[@]}"; echo '== after'; isKept
             repair unapply 60 - - "\${BOTH[@]}"; takeBack "\${BOTH[@]}"; echo '== back'; asBefore; repair settle - "\${BOTH[@]}"`,
          );
          const expected = [
            'applied',
            'committed',
            'applied',
            'committed',
            'applied',
            'applied',
            'reverted',
            'reverted',
          ];
          assert.deepEqual(states(seen.replies), expected, JSON.stringify(seen.replies));
          assert.match(section(seen.out, 'after'), /^kept$/m);
          assert.match(section(seen.out, 'back'), /^same$/m);
        });
      }

      it('puts a rule in again where it stood, not where it was planned', () => {
        const seen = guest(
          `confirmed "\${BOTH[@]}"; iptables-${backEnd} -I INPUT 1 -p udp --dport 53 -j ACCEPT; keep
           repair unapply 60 - - "\${BOTH[@]}"; repair settle - "\${BOTH[@]}"; echo '== after'; isKept`,
        );
        assert.match(section(seen.out, 'after'), /^kept$/m, JSON.stringify(seen.replies));
      });

      it('puts nothing in again that was not there any more', () => {
        const seen = guest(
          `confirmed "\${INSERT[@]}"; iptables-${backEnd} -D INPUT 2; keep
           repair unapply 60 - - "\${INSERT[@]}"; repair settle - "\${INSERT[@]}"; echo '== after'; isKept
           takeBack "\${INSERT[@]}"; echo '== back'; asBefore`,
        );
        assert.match(section(seen.out, 'after'), /^kept$/m, JSON.stringify(seen.replies));
        assert.match(section(seen.out, 'back'), /^same$/m);
      });

      it('lets no other change in while it waits, and waits for others', () => {
        const seen = guest(
          `other() { printf '%s' "$SCRIPT" | bash -s -- abcd1234 apply 00000000000000bb 60 "$(basis)" - "\${@/8883/8884}"; }
           confirmed "\${INSERT[@]}"; repair unapply 60 - - "\${INSERT[@]}"; other "\${INSERT[@]}"
           repair settle - "\${INSERT[@]}"; other "\${INSERT[@]}"; repair unapply 60 - - "\${INSERT[@]}"; echo '== after'; save | grep -c 888`,
        );
        const expected = ['applied', 'committed', 'applied', 'busy', 'committed', 'applied', 'busy'];
        assert.deepEqual(states(seen.replies), expected, JSON.stringify(seen.replies));
        assert.match(section(seen.out, 'after'), /^2$/m);
      });

      it('is not kept when the guest no longer gets where it did before', () => {
        const seen = guest(
          `ip link set lo up; iptables-${backEnd} -I INPUT -s 127.0.0.1 -j ACCEPT
           python3 -m http.server --bind 127.0.0.1 7777 >/dev/null 2>&1 & server=$!
           for n in $(seq 50); do (: </dev/tcp/127.0.0.1/7777) 2>/dev/null && break; sleep 0.1; done
           confirmed "\${BOTH[@]}"; repair unapply 60 - 127.0.0.1:7777 "\${BOTH[@]}"; kill $server; wait $server
           repair uncommit - "\${BOTH[@]}"; echo '== after'; isKept`,
        );
        assert.deepEqual(states(seen.replies).slice(2), ['applied', 'committed'], JSON.stringify(seen.replies));
        assert.match(seen.replies[3]?.message ?? '', /not after it: 127\.0\.0\.1:7777$/);
        assert.match(section(seen.out, 'after'), /^kept$/m);
      });

      it('is not kept where the saved rules do not load without the line', () => {
        const seen = guest(
          `confirmed "\${BOTH[@]}"; sed -i 's/^COMMIT/-A NO-SUCH-CHAIN -j ACCEPT\\n&/' /run/ip4save; keep
           takeBack "\${BOTH[@]}"; echo '== after'; isKept`,
        );
        assert.deepEqual(states(seen.replies).slice(2), ['applied', 'committed'], JSON.stringify(seen.replies));
        assert.match(section(seen.out, 'after'), /^kept$/m);
      });

      it('goes by the backup where the inverse operation fails, and gives up no rule of others for it', () => {
        const broken = `multi=$(readlink -f /usr/sbin/iptables-${backEnd}); cp "$multi" /run/multi
           printf '#!/bin/bash\ncase " $* " in *" -D "*) exit 4 ;; esac\nexec -a "$(basename "$0")" /run/multi "$@"\n' >/run/broken; chmod 755 /run/broken
           mount --bind /run/broken "$multi"; takeBack "\${INSERT[@]}"; umount "$multi"`;
        const whole = guest(`confirmed "\${INSERT[@]}"; ${broken}; echo '== after'; asBefore`);
        assert.deepEqual(states(whole.replies).slice(2), ['applied', 'reverted'], JSON.stringify(whole.replies));
        assert.match(section(whole.out, 'after'), /^same$/m);
        for (const mark of ['mine', 'eflownetdiag:fedcba9876543210']) {
          const others = `iptables-${backEnd} -A INPUT -p udp --dport 53 -m comment --comment ${mark} -j ACCEPT; keep`;
          const not = guest(`confirmed "\${INSERT[@]}"; ${others}; ${broken}; echo '== after'; isKept`);
          assert.deepEqual(states(not.replies).slice(2), ['committed', 'failed'], JSON.stringify(not.replies));
          assert.match(section(not.out, 'after'), /^kept$/m);
        }
      });

      it('takes its rules back without its folder, too, and knows none that this VM never had', () => {
        const seen = guest(`confirmed "\${BOTH[@]}"; rm -rf $state; takeBack "\${BOTH[@]}"; echo '== after'; asBefore`);
        assert.deepEqual(states(seen.replies).slice(2), ['applied', 'reverted'], JSON.stringify(seen.replies));
        assert.match(section(seen.out, 'after'), /^same$/m);
        const never = guest(
          `BOTH=("\${BOTH[@]/insertRule/deleteRule}"); takeBack "\${BOTH[@]}"; echo '== after'; asBefore`,
        );
        assert.deepEqual(states(never.replies), ['failed', 'failed'], JSON.stringify(never.replies));
        assert.match(section(never.out, 'after'), /^same$/m);
      });

      it("runs nothing of a folder that is not root's alone", () => {
        const seen = guest(
          `mkdir -p $state.undo; : >$state.undo/unconfirmed; echo 'touch /run/owned' >$state.undo/operations
           printf '%s' \${state##*/}.undo >/run/eflownetdiag.pending; chmod 755 /var/lib/eflownetdiag
           repair settle - "\${BOTH[@]}"; repair uncommit - "\${BOTH[@]}"; repair unapply 60 - - "\${BOTH[@]}"; echo '== after'; asBefore; ls /run/owned 2>/dev/null; true`,
        );
        assert.deepEqual(states(seen.replies), ['failed', 'failed', 'failed'], JSON.stringify(seen.replies));
        assert.equal(section(seen.out, 'after'), 'same\n');
      });

      it('takes back what nobody confirmed, without waiting', () => {
        const seen = guest(
          `repair apply 60 "$(basis)" - "\${BOTH[@]}"; repair unapply 60 - - "\${BOTH[@]}"; echo '== after'; asBefore`,
        );
        assert.deepEqual(states(seen.replies), ['applied', 'reverted'], JSON.stringify(seen.replies));
        assert.match(section(seen.out, 'after'), /^same$/m);
      });
    });
  }
});
