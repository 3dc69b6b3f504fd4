// The saved rules as owners write them, and what was taken back already: repair.sh against real netfilter, in namespaces.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { RepairReply } from '../../core/src/repairs/repairReply.js';
import { skip } from '../support/skip.js';
import { inGuest } from './repair-guest.js';

const section = (out: string, name: string): string => out.split(`== ${name}\n`)[1]?.split('== ')[0] ?? '';
const states = (replies: RepairReply[]): string[] => replies.map(({ state }) => state);
const applied = 'repair apply 60 "$(basis)" - "${BOTH[@]}"; repair commit no "${BOTH[@]}"';

describe('The repair script and the saved rules', function () {
  before(function () {
    const unshare = spawnSync('unshare', ['-m', '-n', 'iptables-nft', '-w', '-L', '-n']);
    if (process.getuid?.() !== 0 || unshare.status !== 0) skip(this, 'needs root, Linux, unshare and iptables');
  });

  for (const backEnd of ['nft', 'legacy']) {
    describe(`with ${backEnd}`, () => {
      for (const counters of ['', ' -c'])
        it(`knows its line again after iptables-save${counters}, and takes it out alone`, () => {
          const { out, replies } = inGuest(
            backEnd,
            `${applied}
             iptables-${backEnd}-save${counters} >/run/ip4save; cp /run/ip4save /run/theirs
             repair revert - "\${BOTH[@]}"
             echo '== after'; diff /run/theirs /run/ip4save | grep '^[<>]'; save | grep -c 8883; true`,
          );
          assert.deepEqual(states(replies), ['applied', 'committed', 'reverted'], JSON.stringify(replies));
          assert.match(section(out, 'after'), /^< [^\n]*--dport 8883 [^\n]*\n0\n$/);
        });

      it('takes a line out that the tool has printed', () => {
        const { out, replies } = inGuest(
          backEnd,
          `iptables-${backEnd} -I INPUT 2 "\${RULE[@]}"; iptables-${backEnd}-save >/run/ip4save
           OUT=("\${BOTH[@]/insertRule/deleteRule}"); OUT=("\${OUT[@]/persistRule/unpersistRule}")
           repair apply 60 "$(basis)" - "\${OUT[@]}"; repair commit no "\${OUT[@]}"
           echo '== without'; save; file`,
        );
        assert.deepEqual(states(replies), ['applied', 'committed'], JSON.stringify(replies));
        assert.doesNotMatch(section(out, 'without'), /8883/);
      });

      it(`${backEnd === 'legacy' ? 'refuses' : 'takes'} a file whose last line nothing ends, as the plan foresees`, () => {
        const { out, replies } = inGuest(
          backEnd,
          `cp -a /etc/alternatives /run/alternatives; mount --bind /run/alternatives /etc/alternatives
           for tool in iptables iptables-save iptables-restore; do ln -sfn "/usr/sbin/\${tool/iptables/iptables-${backEnd}}" /etc/alternatives/$tool; done
           truncate -s -1 /run/ip4save; cp /run/ip4save /run/theirs; ${applied}
           echo '== after'; cmp -s /run/theirs /run/ip4save && echo same; save | grep -c 8883; true`,
        );
        const kept = backEnd === 'nft';
        assert.deepEqual(states(replies), ['applied', kept ? 'committed' : 'reverted'], JSON.stringify(replies));
        assert.equal(section(out, 'after'), kept ? '1\n' : 'same\n0\n');
      });

      it('puts several rules back in their order', () => {
        const { out, replies } = inGuest(
          backEnd,
          `SECOND=("\${RULE[@]/8883/8884}"); iptables-${backEnd} -I INPUT 2 "\${RULE[@]}"; iptables-${backEnd} -I INPUT 3 "\${SECOND[@]}"
           iptables-${backEnd}-save >/run/ip4save; save | sed 's/ \\[.*//' >/run/both
           OUT=(); for kind in deleteRule unpersistRule; do
             OUT+=($kind ${backEnd} INPUT 2 \${#RULE[@]} "\${RULE[@]}" $kind ${backEnd} INPUT 3 \${#RULE[@]} "\${SECOND[@]}")
           done
           repair apply 60 "$(basis)" - "\${OUT[@]}"; repair commit no "\${OUT[@]}"; echo >>/run/ip4save
           repair revert - "\${OUT[@]}"
           echo '== after'; save | sed 's/ \\[.*//' | diff - /run/both && echo same; grep -o 'dport [0-9]*' /run/ip4save`,
        );
        assert.deepEqual(states(replies), ['applied', 'committed', 'reverted'], JSON.stringify(replies));
        assert.equal(section(out, 'after'), 'same\ndport 8883\ndport 8884\ndport 22\n');
      });

      describe('puts its line in its place in a file', () => {
        for (const [what, change] of [
          ['with counters', `sed -i 's/^-A/[12:345] -A/' /run/ip4save`],
          ['with long names', `sed -i 's/^-A INPUT/--append INPUT/' /run/ip4save`],
          [
            'with two filter tables',
            `sed 's/^-A INPUT.*/-A INPUT -j DROP/' /run/ip4save >/run/a; cat /run/a - >/run/b </run/ip4save; mv /run/b /run/ip4save`,
          ],
        ] as const)
          it(what, () => {
            const { out, replies } = inGuest(
              backEnd,
              `${change}; ${applied}
               echo '== boot'; unshare -n bash -c 'iptables-${backEnd}-restore </run/ip4save && iptables-${backEnd} -S INPUT'`,
            );
            assert.deepEqual(states(replies), ['applied', 'committed'], JSON.stringify(replies));
            assert.match(section(out, 'boot'), /-i lo -j ACCEPT\n-A INPUT .*8883 .*\n-A INPUT .*--dport 22 /);
          });
      });

      describe('writes nothing into a file', () => {
        for (const [what, change, why] of [
          [
            'in which rules are inserted',
            `sed -i 's/^COMMIT/-I INPUT -p udp -j DROP\\n&/' /run/ip4save`,
            /something else/,
          ],
          ['that does not load', `sed -i 's/$/\\r/' /run/ip4save`, /saved rules do not load as they are/],
        ] as const)
          it(what, () => {
            const { out, replies } = inGuest(
              backEnd,
              `${change}; cp /run/ip4save /run/theirs; ${applied}
               echo '== after'; cmp /run/theirs /run/ip4save && ls /run/ip4save*; save | grep -c 8883; true`,
            );
            assert.deepEqual(states(replies), ['applied', 'reverted'], JSON.stringify(replies));
            assert.match(replies[1]?.message ?? '', why);
            assert.equal(section(out, 'after'), '/run/ip4save\n0\n');
          });
      });

      it('takes the declaration that it added out with its line', () => {
        const { out, replies } = inGuest(
          backEnd,
          `iptables-${backEnd} -N DOCKER-USER; BOTH=("\${BOTH[@]/INPUT/DOCKER-USER}"); ${applied}
           echo '# mine' >>/run/ip4save
           repair revert - "\${BOTH[@]}"; echo '== after'; file`,
        );
        assert.deepEqual(states(replies), ['applied', 'committed', 'reverted'], JSON.stringify(replies));
        assert.doesNotMatch(section(out, 'after'), /DOCKER/);
      });

      // `run ID persist` adds our rule for a published port, `run ID unpersist` takes it out as -Remove does.
      const runs = `
        iptables-${backEnd} -N DOCKER-USER
        run() {
          id=$1 OUT=("\${BOTH[@]/INPUT/DOCKER-USER}")
          [ "$2" = persist ] || { OUT=("\${OUT[@]/insertRule/deleteRule}"); OUT=("\${OUT[@]/persistRule/unpersistRule}"); }
          [ -z "\${3-}" ] || OUT=("\${OUT[@]/8883/$3}")
          OUT=("\${OUT[@]/#2/1}")
          ask() { printf '%s' "$SCRIPT" | bash -s -- abcd1234 "$1" 00000000000000$id "\${@:2}" "\${OUT[@]}"; }
          ask apply 60 "$(basis)" -; ask commit no
        }`;
      const isStock = `printf '%s' "$STOCK" | cmp - /run/ip4save && echo stock`;

      it('takes its declaration out with the last rule of ours in that chain, and brings it back where that is undone', () => {
        const { out, replies } = inGuest(
          backEnd,
          `${runs}
           run a1 persist; run a2 persist 8884; cp /run/ip4save /run/two
           run b1 unpersist; echo '== one'; grep -c :DOCKER-USER /run/ip4save; cp /run/ip4save /run/one
           run b2 unpersist 8884; echo '== none'; ${isStock}
           ask revert -; echo '== undone'; cmp /run/one /run/ip4save && echo one
           run b3 unpersist 8884; echo >>/run/ip4save; ask revert -; echo '== undone by its line'; grep -v '^$' /run/ip4save | cmp /run/one - && echo one
           run b4 unpersist 8884; sed -i '/^$/d' /run/ip4save; ${isStock}`,
        );
        const expected = Array.from({ length: 6 }, () => ['applied', 'committed']).flat();
        expected.splice(8, 0, 'reverted');
        expected.splice(11, 0, 'reverted');
        assert.deepEqual(states(replies), expected, JSON.stringify(replies));
        const bare = out.replaceAll(/^EFLOW.*\n/gm, '');
        assert.equal(bare, '== one\n1\n== none\nstock\n== undone\none\n== undone by its line\none\nstock\n');
      });

      const declare = (behind: string): string => `sed -i '/^${behind}/a :DOCKER-USER - [0:0]' /run/ip4save`;
      for (const [whose, before, meanwhile] of [
        ["the owner's, from before", declare(':OUTPUT'), 'true'],
        ["the owner's, written since", `run a1 persist; run a2 unpersist; ${declare('[*]filter')}`, 'true'],
        ['one that a line of the owner needs', 'true', "sed -i '/^-A OUTPUT/a -A DOCKER-USER -j RETURN' /run/ip4save"],
      ] as const)
        it(`leaves a declaration that is ${whose}`, () => {
          const { out, replies } = inGuest(
            backEnd,
            `${runs}
             ${before}; run c1 persist; ${meanwhile}; run c2 unpersist
             echo '== after'; grep -c -e :DOCKER-USER /run/ip4save; grep -c 8883 /run/ip4save; true`,
          );
          assert.deepEqual(new Set(states(replies)), new Set(['applied', 'committed']), JSON.stringify(replies));
          assert.equal(section(out, 'after'), '1\n0\n');
        });

      const full = `
        mkdir /run/etc && mount -t tmpfs tmpfs /run/etc && cp /run/ip4save /run/etc/ && export EFLOWNETDIAG_IP4SAVE=/run/etc/ip4save
        file() { cat /run/etc/ip4save; }
        fill() { mount -o remount,size=128k /run/etc; cat /dev/zero >/run/etc/fill 2>/dev/null; }`;

      it('leaves a file that others have written alone where nothing of ours is in it, also on a full disk', () => {
        const { out, replies } = inGuest(
          backEnd,
          `${full}
           repair apply 60 "$(basis)" - "\${BOTH[@]}"; echo '# mine' >>/run/etc/ip4save; fill
           repair revert - "\${BOTH[@]}"; echo '== after'; file; save | grep -c 8883; true`,
        );
        assert.deepEqual(states(replies), ['applied', 'reverted'], JSON.stringify(replies));
        assert.match(replies[1]?.message ?? '', /others have changed some meanwhile, and these stay/);
        assert.match(section(out, 'after'), /^\*filter\n[^]*COMMIT\n# mine\n0\n$/);
      });

      it('never leaves half a file on a full disk', () => {
        const { out, replies } = inGuest(
          backEnd,
          `${full}
           repair apply 60 "$(basis)" - "\${BOTH[@]}"; printf '%s\n' "-A INPUT \${RULE[*]}" '# mine' >/run/line
           sed -i '/--dport 22/r /run/line' /run/etc/ip4save; rm /run/etc/ip4save.00000000000000aa; cp /run/etc/ip4save /run/theirs; fill
           repair revert - "\${BOTH[@]}"; echo '== after'; file | cmp - /run/theirs && echo whole`,
        );
        assert.deepEqual(states(replies), ['applied', 'failed'], JSON.stringify(replies));
        assert.equal(section(out, 'after'), 'whole\n');
      });

      it('puts no rule in for a repair that this VM does not know', () => {
        const { out, replies } = inGuest(
          backEnd,
          `OUT=("\${BOTH[@]/insertRule/deleteRule}"); OUT=("\${OUT[@]/persistRule/unpersistRule}")
           repair revert - "\${OUT[@]}"; echo '== after'; asBefore`,
        );
        assert.deepEqual(states(replies), ['failed'], JSON.stringify(replies));
        assert.match(replies[0]?.message ?? '', /there is no such repair/);
        assert.equal(section(out, 'after'), 'same\n');
      });

      it('writes the line alone that keeps out at the next start what is kept out now', () => {
        const { out, replies } = inGuest(
          backEnd,
          `sed -i '/--dport 22/a -A INPUT -p tcp -m tcp --dport 8883 -j ACCEPT' /run/ip4save
           OUT=(persistRule ${backEnd} INPUT 3 \${#RULE[@]} "\${RULE[@]/#ACCEPT/DROP}")
           repair apply 60 "$(basis)" - "\${OUT[@]}"; repair commit no "\${OUT[@]}"
           echo '== live'; all | diff /run/before - && echo same
           iptables-${backEnd}-restore </run/ip4save; echo '== start'; save | grep 8883`,
        );
        assert.deepEqual(states(replies), ['applied', 'committed'], JSON.stringify(replies));
        assert.equal(section(out, 'live'), 'same\n');
        assert.match(section(out, 'start'), /^-A INPUT [^\n]* -j DROP\n-A INPUT [^\n]* -j ACCEPT\n$/);
      });

      it('leaves what a later run made when an earlier one is taken back once more', () => {
        const { out, replies } = inGuest(
          backEnd,
          `repair apply 60 "$(basis)" - "\${BOTH[@]}"; repair revert - "\${BOTH[@]}"
           later() { local verb=$1; shift; printf '%s' "$SCRIPT" | bash -s -- abcd1234 "$verb" 00000000000000bb "$@"; }
           later apply 60 "$(basis)" - "\${BOTH[@]}"; later commit no "\${BOTH[@]}"
           repair revert - "\${BOTH[@]}"
           echo '== after'; save | grep -c 8883; grep -c 8883 /run/ip4save`,
        );
        const expected = ['applied', 'reverted', 'applied', 'committed', 'reverted'];
        assert.deepEqual(states(replies), expected, JSON.stringify(replies));
        assert.match(replies[4]?.message ?? '', /taken back already/);
        assert.equal(section(out, 'after'), '1\n1\n');
      });
    });
  }
});
