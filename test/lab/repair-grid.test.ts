// What becomes of a change of the firewall when something goes wrong, fault by step: docs/repairs.md has the same table.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { repairScript } from '../../core/src/repairs/repairCommands.js';
import { skip } from '../support/skip.js';
import { inGuest, nonce } from './repair-guest.js';

type Step = 'apply' | 'commit' | 'undo';
const steps: readonly Step[] = ['apply', 'commit', 'undo'];

interface Fault {
  readonly name: string;
  /** What happens right before the step, in the guest. */
  readonly happens?: string;
  /** The text of our script up to which it comes in that step: there it is killed. */
  readonly killedAt?: Readonly<Record<Step, string>>;
}

/** As much as there is room for, so that not a byte more can be written. */
const fill = (folder: string): string =>
  `mount -o remount,size=256k ${folder}; cat /dev/zero >${folder}/fill 2>/dev/null`;

const faults: readonly Fault[] = [
  { name: 'nothing', happens: ':' },
  {
    name: 'the call hangs, the connection or the host is gone: the script is killed',
    killedAt: { apply: 'answer applied', commit: 'mv -- "$1/unconfirmed"', undo: 'for mark in unconfirmed' },
  },
  { name: 'the disk of the backups is full', happens: fill('/var/lib') },
  { name: 'the disk of the saved rules is full', happens: fill('/run/etc') },
  { name: 'the saved rules are read-only', happens: 'mount -o remount,ro /run/etc' },
  {
    name: 'the guest restarts',
    happens: `pkill -f 'revert[.]sh'; rm -f /run/eflownetdiag.*; iptables-nft -F; iptables-nft-restore <"$EFLOWNETDIAG_IP4SAVE"`,
  },
  {
    name: 'the container engine changes its rules',
    happens: 'iptables-nft -N DOCKER-NEW; iptables-nft -A FORWARD -o docker9 -j DOCKER-NEW',
  },
  {
    name: 'a second repair begins',
    happens: `printf '%s' "$SCRIPT" | bash -s -- ${nonce} apply 00000000000000bb 60 "$BASIS" - "\${OTHER[@]}" >/dev/null`,
  },
];

/** What the host does: it confirms what was applied, and takes back what was not confirmed; a guest that is asked nothing more acts by itself. */
const play = ({ happens = ':', killedAt }: Fault, at: Step): string => {
  const script =
    killedAt === undefined ? repairScript : repairScript.replaceAll(killedAt[at], () => `kill -9 $$; ${killedAt[at]}`);
  assert.ok(killedAt === undefined || script !== repairScript, `${at}: the script has no ${killedAt?.[at] ?? ''}`);
  const step = (name: Step, command: string): string => `${name === at ? happens : ':'}; ${command}`;
  const { out } = inGuest(
    'nft',
    `mkdir /run/etc && mount -t tmpfs tmpfs /run/etc && cp /run/ip4save /run/etc/ && export EFLOWNETDIAG_IP4SAVE=/run/etc/ip4save
     WHOLE=$(cat <<'SCRIPT_END'\n${repairScript}\nSCRIPT_END\n)
     CUT=$SCRIPT
     file() { cat /run/etc/ip4save; }
     BASIS=$(basis)
     OTHER=(insertRule nft INPUT 2 10 -p tcp --dport 1884 -m comment --comment eflownetdiag:fedcba9876543210 -j ACCEPT)
     said() { sed -n 's/^EFLOWNETDIAG [^ ]* \\([a-z]*\\) .*/\\1/p'; }
     do_step() { if [ "$1" = ${at} ]; then SCRIPT=$CUT; else SCRIPT=$WHOLE; fi; shift; repair "$@" 2>/dev/null | said; }
     ${step('apply', 'answer=$(do_step apply apply 3 "$BASIS" - "${BOTH[@]}")')}
     ${step('commit', '[ "$answer" != applied ] || answer=$(do_step commit commit no "${BOTH[@]}")')}
     ${at === 'undo' ? step('undo', 'answer=$(do_step undo revert - "${BOTH[@]}")') : ':'}
     # A refusal is believed; what failed is taken back, and no answer is left to the guest's own timer.
     if [ "$answer" = failed ] && [ ${at} != apply ]; then answer=$(do_step later revert - "\${BOTH[@]}"); fi
     if [ -z "$answer" ] && [ -e /run/eflownetdiag.pending ]; then gone; fi
     live=$(iptables-nft-save | grep -c -e '--dport 8883'); saved=$(file | grep -c -e '--dport 8883')
     echo "OUTCOME $live $saved $(all | grep -v -e DOCKER-NEW -e 'dport 1884' | diff -q /run/before - >/dev/null && printf '%s' "$STOCK" | cmp -s - /run/etc/ip4save && echo former)"
     pkill -f 'revert[.]sh'; true`,
    script,
  );
  const [, live, saved, former] = /^OUTCOME (\d+) (\d+) (former)?$/m.exec(out) ?? assert.fail(out);
  if (former !== undefined) return 'former state';
  return live === '1' && saved === '1' ? 'wanted state' : `live ${live ?? ''}, saved ${saved ?? ''}`;
};

describe('A change of the firewall, whatever goes wrong', function () {
  this.timeout(120_000);

  before(function () {
    const unshare = spawnSync('unshare', ['-m', '-n', 'iptables-nft', '-w', '-L', '-n']);
    if (process.getuid?.() !== 0 || unshare.status !== 0) skip(this, 'needs root, Linux, unshare and iptables');
  });

  const page = readFileSync('docs/repairs.md', 'utf8');

  for (const fault of faults) {
    it(`ends in the wanted or in the former state, as docs/repairs.md says: ${fault.name}`, () => {
      const cells = steps.map((step) => play(fault, step));
      for (const cell of cells) assert.match(cell, /^(wanted|former) state$/, cells.join(' | '));
      assert.ok(
        page.includes(`| ${fault.name} | ${cells.join(' | ')} |`),
        `docs/repairs.md lacks: | ${fault.name} | ${cells.join(' | ')} |`,
      );
    });
  }
});
