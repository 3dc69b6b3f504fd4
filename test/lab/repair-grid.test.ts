// What becomes of a change of the firewall when something goes wrong, fault by step: docs/repairs.md has the same table.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { repairScript } from '../../core/src/repairs/repairCommands.js';
import { skip } from '../support/skip.js';
import { besideOthers, nonce } from './repair-guest.js';

type Verb = 'apply' | 'commit' | 'revert';

/** The steps of the transaction: the call in which each is done, and the text of our script at which it begins. */
const steps: readonly { readonly verb: Verb; readonly begins: string }[] = [
  { verb: 'apply', begins: 'back_up "$folder" 2>/dev/null ||' },
  { verb: 'apply', begins: 'arm_timer "$folder" "$seconds" 2>/dev/null ||' },
  { verb: 'apply', begins: 'message=$(change_live 2>&1) ||' },
  { verb: 'commit', begins: 'seen=$(packets)' },
  { verb: 'commit', begins: 'if touches_file; then message=$(replace_file "$folder" on)' },
  { verb: 'commit', begins: 'mv -- "$1/unconfirmed" "$1/confirmed"' },
  { verb: 'commit', begins: 'cancel_timer "${1##*/}"\n}\n\n# Has it taken back' },
  { verb: 'revert', begins: 'if message=$(undo "$folder" "$backup")' },
];

/** What the command line of a timer ends in, and no other's. */
const timer = '/eflownetdiag/[0-9a-f]{16}(/revert[.]sh)?$';

interface Fault {
  readonly name: string;
  /** What happens in the guest right before the step, while our script is at work. */
  readonly happens?: string;
  /** The host asks for nothing more after the call that it is in. */
  readonly isHostGone?: boolean;
}

/** As much as there is room for, so that not a byte more can be written. */
const fill = (folder: string): string =>
  `mount -o remount,size=256k ${folder}; cat /dev/zero >${folder}/fill 2>/dev/null`;

/** No clock is set: what tells the time in the guest says another one, and every file is of another time. */
const clockJumps = (time: string): string =>
  `date() { echo '${time}'; }; find /var/lib/eflownetdiag /run -xdev -type f -exec touch -d '${time}' {} +`;

const hangs = 'sleep 1000';

const faults: readonly Fault[] = [
  { name: 'nothing but that systemd-run is absent' },
  { name: 'the host is gone: nothing more is asked', isHostGone: true },
  { name: 'the connection is lost: the script is killed', happens: 'kill -9 $$', isHostGone: true },
  { name: 'the call hangs until its time is up', happens: hangs, isHostGone: true },
  { name: 'the disk of the backups is full', happens: fill('/var/lib') },
  { name: 'the disk of the saved rules is full', happens: fill('/run/etc') },
  { name: 'the saved rules are read-only', happens: 'mount -o remount,ro /run/etc' },
  {
    name: 'the guest restarts',
    happens: `pkill -f '${timer}'; rm -f /run/eflownetdiag.*; iptables-nft -F; iptables-nft-restore <"$EFLOWNETDIAG_IP4SAVE"; kill -9 $$`,
  },
  {
    name: 'systemd-run is there, and fails',
    happens: 'mkdir -p /run/systemd/system; systemd-run() { return 1; }; systemctl() { return 1; }',
  },
  {
    name: 'the clock jumps ten years ahead, and the host is gone',
    happens: clockJumps('2036-01-01'),
    isHostGone: true,
  },
  { name: 'the clock jumps ten years back, and the host is gone', happens: clockJumps('2016-01-01'), isHostGone: true },
  {
    name: 'the container engine changes its rules',
    happens: 'iptables-nft -w -N DOCKER-NEW; iptables-nft -w -A FORWARD -o docker9 -j DOCKER-NEW',
  },
  {
    name: 'a second repair begins',
    happens: `(exec 9>&-; printf '%s' "$WHOLE" | bash -s -- ${nonce} apply 00000000000000bb 60 - - "\${OTHER[@]}" >/run/second 2>/dev/null &)`,
  },
];

/** The script in which the fault happens at that step. */
const scriptWith = ({ happens }: Fault, { begins }: (typeof steps)[number]): string => {
  assert.equal(repairScript.split(begins).length, 2, `the script has not exactly one: ${begins}`);
  return happens === undefined ? repairScript : repairScript.replace(begins, () => `${happens}\n${begins}`);
};

/** What the host does: it confirms what was applied, has taken back what was not confirmed, and believes a refusal. */
const play = async (fault: Fault, step: (typeof steps)[number]): Promise<string> => {
  const { out } = await besideOthers(
    'nft',
    `mkdir /run/etc && mount -t tmpfs tmpfs /run/etc && cp /run/ip4save /run/etc/ && export EFLOWNETDIAG_IP4SAVE=/run/etc/ip4save
     export WHOLE=$(cat <<'SCRIPT_END'\n${repairScript}\nSCRIPT_END\n)
     CUT=$SCRIPT
     file() { cat /run/etc/ip4save; }
     BASIS=$(basis)
     OTHER=(insertRule nft INPUT 2 10 -p tcp --dport 1884 -m comment --comment eflownetdiag:fedcba9876543210 -j ACCEPT)
     said() { sed -n 's/^EFLOWNETDIAG [^ ]* \\([a-z]*\\) .*/\\1/p'; }
     ask() { # VERB ARGUMENT...: the fault is in the call of its step alone; the guest ends a call that hangs
       [ "$1" = ${step.verb} ] && script=$CUT || script=$WHOLE
       printf '%s' "$script" | OTHER="\${OTHER[*]}" timeout -k 1 ${fault.happens === hangs ? 2 : 30} bash -s -- ${nonce} "$1" 00000000000000aa "\${@:2}" 2>/dev/null | said
     }
     answer=$(ask apply 4 "$BASIS" - "\${BOTH[@]}"); last=apply
     is_over() { ${fault.isHostGone === true ? `[ "$last" = ${step.verb} ]` : 'false'}; }
     if [ "$answer" = applied ] && ! is_over; then answer=$(ask commit no "\${BOTH[@]}"); last=commit; fi
     if [ "$answer" = committed ] && [ ${step.verb} = revert ]; then answer=$(ask revert - "\${BOTH[@]}"); last=revert; fi
     if [ "$answer" = failed ] && ! is_over; then CUT=$WHOLE; answer=$(ask revert - "\${BOTH[@]}"); fi
     for n in $(seq 60); do [ -e /run/eflownetdiag.pending ] && [ -e $state/unconfirmed ] || break; sleep 0.2; done
     # No timer is left, and no other repair has to wait.
     for n in $(seq 40); do pgrep -f '${timer}' >/dev/null || break; sleep 0.1; done
     timers=$(pgrep -fc '${timer}'); [ ! -e /run/eflownetdiag.pending ] || [ ! -e $state/unconfirmed ] || timers=$((timers + 10))
     live=$(iptables-nft-save | grep -c -e '--dport 8883'); saved=$(file | grep -c -e '--dport 8883')
     reach=$(iptables-nft-save | grep -c -e '--dport 22 -j ACCEPT'):$(file | grep -c -e '--dport 22 -j ACCEPT')
     [ "$live" = 0 ] || [ -s $state/hashes ] || reach="$reach without a backup"
     echo "OUTCOME $live $saved $timers $reach $(all | grep -v -e DOCKER-NEW | diff -q /run/before - >/dev/null && printf '%s' "$STOCK" | cmp -s - /run/etc/ip4save && echo former)"
     pkill -f '${timer}'; true`,
    scriptWith(fault, step),
  );
  const [, live, saved, timers, reach, former] =
    /^OUTCOME (\d+) (\d+) (\d+) (\S.*?) ?(former)?$/m.exec(out) ?? assert.fail(out);
  assert.equal(reach, '1:1', 'the management port is let in, live and saved, and there is a backup');
  assert.equal(timers, '0', 'no timer is left, and nothing waits');
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
    it(`ends in the wanted or in the former state, as docs/repairs.md says: ${fault.name}`, async () => {
      const cells = await Promise.all(steps.map((step) => play(fault, step)));
      for (const cell of cells) assert.match(cell, /^(wanted|former) state$/, cells.join(' | '));
      const row = `| ${[fault.name, ...cells.map((cell) => cell.replace(' state', ''))].join(' | ')} |`;
      assert.ok(page.includes(row), `docs/repairs.md lacks: ${row}`);
    });
  }
});
