// repair.sh against real netfilter, both back ends, in namespaces of its own: nothing of this machine is seen or changed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { basisOf } from '../../core/src/repairs/basis.js';
import type { RepairReply } from '../../core/src/repairs/repairReply.js';
import { skip } from '../support/skip.js';
import { id, inGuest, nonce, rule, stock } from './repair-guest.js';

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
          `repair apply 60 "$(basis)" - "\${BOTH[@]}"
           echo '== live'; save
           repair commit no "\${BOTH[@]}"
           echo '== file'; file
           repair revert - "\${BOTH[@]}"
           echo '== after'; asBefore; ls /run/ip4save*`,
        );
        assert.deepEqual(states(replies), ['applied', 'committed', 'reverted'], JSON.stringify(replies));
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
        assert.match(section(out, 'after'), /^\/run\/ip4save\n$/m);
        assert.match(replies[2]?.message ?? '', /rule for rule in both back ends/);
      });

      for (const [what, text] of [
        ['as they are', 'file'],
        ['without an end of its last line', 'file | head -c -1'],
      ] as const)
        it(`comes to the same hash of the rules as the planner, with the saved rules ${what}`, () => {
          const { out } = inGuest(
            backEnd,
            `${text} >/run/text; mv /run/text /run/ip4save
             echo '== nft'; iptables-nft-save -c; echo '== legacy'; iptables-legacy-save -c; echo '== file'; file; echo '== '
             basis() { printf '%s' "$SCRIPT" | sed 's/^guarded .*/basis/' | bash; }; echo '== basis'; basis`,
          );
          const rules = { nft: section(out, 'nft'), legacy: section(out, 'legacy'), saved: section(out, 'file') };
          assert.equal(section(out, 'basis').trim(), basisOf(rules));
        });

      for (const [what, change] of [
        ['a rule', `iptables-${backEnd} -A INPUT -p udp --dport 53 -j ACCEPT`],
        ['a rule of the other back end', 'iptables-nft -w -t mangle -N X; iptables-legacy -w -t mangle -N X'],
        ['the saved rules', "sed -i 's/--dport 22/--dport 23/' /run/ip4save"],
      ] as const) {
        it(`refuses when ${what} has changed since the plan`, () => {
          const { out, replies } = inGuest(
            backEnd,
            `b=$(basis); ${change}; repair apply 60 "$b" - "\${BOTH[@]}"; echo '== live'; save`,
          );
          assert.deepEqual(states(replies), ['drift']);
          assert.doesNotMatch(section(out, 'live'), /8883/);
        });
      }

      it('takes the change back by itself when nobody confirms', () => {
        const { out, replies } = inGuest(
          backEnd,
          `repair apply 1 "$(basis)" - "\${BOTH[@]}"
           gone; echo '== after'; asBefore
           repair commit no "\${BOTH[@]}"`,
        );
        assert.deepEqual(states(replies), ['applied', 'failed']);
        assert.match(section(out, 'after'), /^same$/m);
      });

      it('lets no second repair in while one waits', () => {
        const { replies } = inGuest(
          backEnd,
          `repair apply 60 "$(basis)" - "\${BOTH[@]}"; repair apply 60 "$(basis)" - "\${BOTH[@]}"`,
        );
        assert.deepEqual(states(replies), ['applied', 'busy']);
      });

      it("changes nothing where the state folder is not root's alone: a link, another's, open to others", () => {
        const { out, replies } = inGuest(
          backEnd,
          `for trap in 'ln -s /run' 'install -d -m 700 -o 1' 'install -d -m 755'; do
             rm -rf /var/lib/eflownetdiag; $trap /var/lib/eflownetdiag
             repair apply 60 "$(basis)" - "\${BOTH[@]}"
           done
           echo '== after'; asBefore`,
        );
        assert.deepEqual(states(replies), ['failed', 'failed', 'failed']);
        for (const { message } of replies) assert.match(message, /is not root's alone/);
        assert.match(section(out, 'after'), /^same$/m);
      });

      it('does not persist what would not load at the next start', () => {
        const { out, replies } = inGuest(
          backEnd,
          `BAD=("\${BOTH[@]}"); BAD[-1]=NO-SUCH-CHAIN
           repair apply 60 "$(basis)" - "\${INSERT[@]}" "\${BAD[@]:\${#INSERT[@]}}"
           repair commit no "\${INSERT[@]}" "\${BAD[@]:\${#INSERT[@]}}"
           echo '== after'; asBefore`,
        );
        assert.deepEqual(states(replies), ['applied', 'reverted'], JSON.stringify(replies));
        assert.match(replies[1]?.message ?? '', /would not load/);
        assert.match(section(out, 'after'), /^same$/m);
      });

      it("declares the container engine's chain with the line that is saved for it", () => {
        const { out, replies } = inGuest(
          backEnd,
          `iptables-${backEnd} -N DOCKER-USER; all >/run/before
           USER=("\${BOTH[@]/INPUT/DOCKER-USER}")
           repair apply 60 "$(basis)" - "\${USER[@]}"
           repair commit no "\${USER[@]}"
           echo '== file'; file
           echo '== boot'; unshare -n iptables-${backEnd}-restore </run/ip4save && echo loads
           repair revert - "\${USER[@]}"
           echo '== after'; asBefore`,
        );
        assert.deepEqual(states(replies), ['applied', 'committed', 'reverted'], JSON.stringify(replies));
        assert.match(section(out, 'file'), /\*filter\n:DOCKER-USER - \[0:0\]\n/);
        assert.match(section(out, 'boot'), /^loads$/m);
        assert.match(section(out, 'after'), /^same$/m);
      });

      it('takes a rule of ours out, live and saved, and puts it back where it was', () => {
        const { out, replies } = inGuest(
          backEnd,
          `iptables-${backEnd} -I INPUT 2 "\${RULE[@]}"
           STOCK=$(printf '%s' "$STOCK" | sed "/dport 22/i -A INPUT \${RULE[*]}"; echo .); STOCK=\${STOCK%.}
           printf '%s' "$STOCK" >/run/ip4save; all >/run/before
           OUT=("\${BOTH[@]/insertRule/deleteRule}"); OUT=("\${OUT[@]/persistRule/unpersistRule}")
           repair apply 60 "$(basis)" - "\${OUT[@]}"; repair commit no "\${OUT[@]}"
           echo '== without'; save; file
           repair revert - "\${OUT[@]}"
           echo '== after'; asBefore`,
        );
        assert.deepEqual(states(replies), ['applied', 'committed', 'reverted'], JSON.stringify(replies));
        assert.doesNotMatch(section(out, 'without'), /8883/);
        assert.match(section(out, 'after'), /^same$/m);
      });

      it('refuses to do what is done already', () => {
        const { out, replies } = inGuest(
          backEnd,
          `iptables-${backEnd} -I INPUT 2 "\${RULE[@]}"; all >/run/before
           repair apply 60 "$(basis)" - "\${INSERT[@]}"; echo '== after'; asBefore`,
        );
        assert.deepEqual(states(replies), ['failed']);
        assert.match(section(out, 'after'), /^same$/m);
      });

      it('keeps what others change meanwhile, and says so', () => {
        const { out, replies } = inGuest(
          backEnd,
          `repair apply 60 "$(basis)" - "\${BOTH[@]}"
           iptables-${backEnd} -A INPUT -p udp --dport 53 -j ACCEPT
           repair revert - "\${BOTH[@]}"; echo '== after'; save`,
        );
        assert.deepEqual(states(replies), ['applied', 'reverted']);
        assert.match(replies[1]?.message ?? '', /others have changed some meanwhile/);
        assert.match(section(out, 'after'), /--dport 53/);
        assert.doesNotMatch(section(out, 'after'), /8883/);
      });

      it('restores the whole backup where the inverse operation fails', () => {
        const { out, replies } = inGuest(
          backEnd,
          `multi=$(readlink -f /usr/sbin/iptables-${backEnd}); cp "$multi" /run/multi
           printf '#!/bin/bash\ncase " $* " in *" -D "*) exit 4 ;; esac\nexec -a "$(basename "$0")" /run/multi "$@"\n' >/run/broken; chmod 755 /run/broken
           repair apply 60 "$(basis)" - "\${INSERT[@]}" >/run/reply; cat /run/reply
           mount --bind /run/broken "$multi"
           repair revert "$(awk '{ print $5 }' /run/reply)" "\${INSERT[@]}"
           umount "$multi"; echo '== after'; asBefore`,
        );
        assert.deepEqual(states(replies), ['applied', 'reverted'], JSON.stringify(replies));
        assert.match(replies[1]?.message ?? '', /restored whole/);
        assert.match(section(out, 'after'), /^same$/m);
      });

      it('is not fooled by a backup that is not the one that was made', () => {
        const { replies } = inGuest(
          backEnd,
          `repair apply 60 "$(basis)" - "\${BOTH[@]}"; repair commit no "\${BOTH[@]}"
           echo '-A INPUT -j ACCEPT' >>$state/ip4save
           repair revert - "\${BOTH[@]}"; file | diff - <(printf '%s' "$STOCK") && echo EFLOWNETDIAG ${nonce} same c2FtZQ== -`,
        );
        assert.deepEqual(states(replies), ['applied', 'committed', 'reverted', 'same'], JSON.stringify(replies));
      });

      it('settles what was cut off: confirmed stays, anything else goes back', () => {
        const { replies } = inGuest(
          backEnd,
          `repair settle - "\${BOTH[@]}"
           repair apply 60 "$(basis)" - "\${BOTH[@]}"; repair settle - "\${BOTH[@]}"
           rm -rf $state
           repair apply 60 "$(basis)" - "\${BOTH[@]}"; repair commit no "\${BOTH[@]}"; repair settle - "\${BOTH[@]}"`,
        );
        assert.deepEqual(
          states(replies),
          ['reverted', 'applied', 'reverted', 'applied', 'committed', 'committed'],
          JSON.stringify(replies),
        );
      });

      it('takes its rules back without its folder, too', () => {
        const { out, replies } = inGuest(
          backEnd,
          `repair apply 60 "$(basis)" - "\${BOTH[@]}"; repair commit no "\${BOTH[@]}"; rm -rf $state
           repair revert - "\${BOTH[@]}"; echo '== after'; asBefore`,
        );
        assert.deepEqual(states(replies), ['applied', 'committed', 'reverted'], JSON.stringify(replies));
        assert.match(section(out, 'after'), /^same$/m);
        assert.match(replies[2]?.message ?? '', /no backup/);
      });

      it('counts the packets that met the rule, and takes it back where none did', () => {
        const { replies } = inGuest(
          backEnd,
          `ip link set lo up; iptables-${backEnd} -D INPUT 1
           repair apply 60 "$(basis)" - "\${INSERT[@]}"; repair commit yes "\${INSERT[@]}"
           rm -rf $state
           repair apply 60 "$(basis)" - "\${INSERT[@]}"; timeout 0.5 bash -c ': </dev/tcp/127.0.0.1/8883' 2>/dev/null
           repair commit yes "\${INSERT[@]}"`,
        );
        assert.deepEqual(states(replies), ['applied', 'reverted', 'applied', 'committed'], JSON.stringify(replies));
        assert.match(replies[1]?.message ?? '', /no packet/);
        assert.equal(replies[3]?.detail, '1');
      });

      it('takes the change back when the guest no longer gets where it did before', () => {
        const { out, replies } = inGuest(
          backEnd,
          `ip link set lo up; iptables-${backEnd} -D INPUT 1; iptables-${backEnd} -I INPUT -s 127.0.0.1 -j ACCEPT
           python3 -m http.server --bind 127.0.0.1 7777 >/dev/null 2>&1 & server=$!
           for n in $(seq 50); do (: </dev/tcp/127.0.0.1/7777) 2>/dev/null && break; sleep 0.1; done
           all >/run/before
           repair apply 60 "$(basis)" 127.0.0.1:7777,127.0.0.1:7778 "\${INSERT[@]}"
           kill $server; wait $server
           repair commit no "\${INSERT[@]}"; echo '== after'; asBefore`,
        );
        assert.deepEqual(states(replies), ['applied', 'reverted'], JSON.stringify(replies));
        assert.match(replies[1]?.message ?? '', /got there before the change, and not after it: 127\.0\.0\.1:7777$/);
        assert.match(section(out, 'after'), /^same$/m);
      });

      it('counts a rule as gone only when that was seen, not while another program holds the rules', () => {
        const { out, replies } = inGuest(
          backEnd,
          `repair apply 60 "$(basis)" - "\${INSERT[@]}"
           multi=$(readlink -f /usr/sbin/iptables-${backEnd}); cp "$multi" /run/multi
           printf '#!/bin/bash\ncase "$(basename "$0") $*" in *-restore*|*" -C "*|*" -D "*) exit 4 ;; esac\nexec -a "$(basename "$0")" /run/multi "$@"\n' >/run/held; chmod 755 /run/held
           mount --bind /run/held "$multi"
           repair revert - "\${INSERT[@]}"
           umount "$multi"
           echo '== held'; save; ls $state
           repair revert - "\${INSERT[@]}"; echo '== after'; asBefore`,
        );
        assert.deepEqual(states(replies), ['applied', 'failed', 'reverted'], JSON.stringify(replies));
        assert.match(section(out, 'held'), /8883[^]*\nunconfirmed\n/, 'the timer still has its work');
        assert.match(section(out, 'after'), /^same$/m);
      });

      it("gives up no rule of others for taking back what was confirmed: then it says that it can't", () => {
        const { out, replies } = inGuest(
          backEnd,
          `repair apply 60 "$(basis)" - "\${INSERT[@]}"; repair commit no "\${INSERT[@]}"
           iptables-${backEnd} -A INPUT -p udp --dport 53 -j ACCEPT
           multi=$(readlink -f /usr/sbin/iptables-${backEnd}); cp "$multi" /run/multi
           printf '#!/bin/bash\ncase " $* " in *" -D "*) exit 4 ;; esac\nexec -a "$(basename "$0")" /run/multi "$@"\n' >/run/broken; chmod 755 /run/broken
           mount --bind /run/broken "$multi"
           repair revert - "\${INSERT[@]}"
           umount "$multi"; echo '== after'; save`,
        );
        assert.deepEqual(states(replies), ['applied', 'committed', 'failed'], JSON.stringify(replies));
        assert.match(section(out, 'after'), /--dport 53/);
        assert.match(section(out, 'after'), /8883/);
      });

      it('writes the file that a link leads to, and leaves the link', () => {
        const { out, replies } = inGuest(
          backEnd,
          `mv /run/ip4save /run/there; ln -s there /run/ip4save
           repair apply 60 "$(basis)" - "\${BOTH[@]}"; repair commit no "\${BOTH[@]}"
           echo '== saved'; readlink /run/ip4save; grep -c 8883 /run/there
           repair revert - "\${BOTH[@]}"; echo '== after'; readlink /run/ip4save; asBefore`,
        );
        assert.deepEqual(states(replies), ['applied', 'committed', 'reverted'], JSON.stringify(replies));
        assert.match(section(out, 'saved'), /^there\n1\n/);
        assert.match(section(out, 'after'), /^there$[^]*^same$/m);
      });

      it('writes nothing that does not carry our mark', () => {
        const { out, replies } = inGuest(
          backEnd,
          `repair apply 60 "$(basis)" - insertRule ${backEnd} INPUT 1 2 -j ACCEPT; echo '== after'; asBefore`,
        );
        assert.deepEqual(states(replies), ['failed']);
        assert.match(section(out, 'after'), /^same$/m);
      });

      it('passes a rule on as it is, whatever it looks like', () => {
        const { out, replies } = inGuest(
          backEnd,
          `hostile='$(touch /run/owned);\`touch /run/owned\`'
           MARK=(-m comment --comment eflownetdiag:${id})
           repair apply 60 "$(basis)" - insertRule ${backEnd} INPUT 1 10 -m comment --comment "$hostile" "\${MARK[@]}" -j ACCEPT
           repair apply 60 "$(basis)" - insertRule ${backEnd} "$hostile" 1 6 "\${MARK[@]}" -j ACCEPT
           echo '== owned'; ls /run/owned 2>&1; true`,
        );
        assert.equal(replies.length, 2);
        assert.match(section(out, 'owned'), /No such file/);
      });
    });
  }
});
