// What becomes of a change of the guest when something goes wrong, fault by step: the tables of docs/repairs.md, played.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { nonce } from './repair-guest.js';
import { plainBash } from '../support/plainBash.js';

/** A step of the transaction: the call in which it is done, and the text of the script at which it begins. */
export interface Step {
  readonly verb: 'apply' | 'set' | 'commit' | 'revert' | 'unapply' | 'uncommit';
  readonly begins: string;
  /** Where it is done several times: which of them, as a condition of the shell. */
  readonly when?: string;
}

export interface Fault {
  readonly name: string;
  /** What happens in the guest right before the step, while the script is at work. */
  readonly happens?: string;
  /** The host asks for nothing more after the call that it is in. */
  readonly isHostGone?: boolean;
}

export interface Grid {
  /** The heading of docs/repairs.md under which the table stands. */
  readonly heading: string;
  readonly steps: readonly Step[];
  readonly faults: readonly Fault[];
  /** Our script, as the guest gets it. */
  readonly script: string;
  /** What changes the guest between two calls, where our script does not: a script as well, told what `apply` is told. */
  readonly cmdlet?: string;
  /**
   * The guest, in namespaces of its own: mounts /run and /var/lib, defines APPLY, COMMIT, REVERT, UNAPPLY and UNCOMMIT (the
   * arguments of the calls; SECONDS_LEFT is when the guest takes back, UNDO_LEFT when it puts in again), OTHER (those of a
   * second change), `works`, `boot`, and `outcome`, which says `former state`, `wanted state`, or what it is instead. An
   * experiment has but APPLY.
   */
  readonly guest: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** An experiment: what was applied is taken back in any case, and nothing is confirmed. */
  readonly isExperiment?: boolean;
  /** The script of the second change, where it is another one. */
  readonly second?: string;
}

/** What the command line of a timer ends in, and no other's. */
const timer = '/eflownetdiag/[0-9a-f]{16}([.]undo)?(/revert[.]sh)?$';

/** As much as there is room for, so that not a byte more can be written. */
export const fill = (folder: string): string =>
  `mount -o remount,size=256k ${folder}; cat /dev/zero >${folder}/fill 2>/dev/null`;

/** No clock is set: what tells the time in the guest says another one, and every file is of another time. */
const clockJumps = (time: string): string =>
  `date() { echo '${time}'; }; find /var/lib/eflownetdiag /run -xdev -type f -exec touch -d '${time}' {} +`;

const hangs = 'sleep 1000';

/** What can happen whatever is changed. */
export const anyChange: readonly Fault[] = [
  { name: 'nothing but that systemd-run is absent' },
  { name: 'the host is gone: nothing more is asked', isHostGone: true },
  { name: 'the connection is lost: the script is killed', happens: 'kill -9 $$ $BASHPID', isHostGone: true },
  { name: 'the call hangs until its time is up', happens: hangs, isHostGone: true },
  { name: 'the disk of the backups is full', happens: fill('/var/lib') },
  {
    name: 'the guest restarts',
    // What restarts has no lock; the start takes it anew.
    happens: `pkill -f '${timer}'; exec 9>&-; rm -f /run/eflownetdiag.*; boot; kill -9 $$ $BASHPID`,
    isHostGone: true,
  },
  { name: 'systemd-run is there, and fails', happens: 'mkdir -p /run/systemd/system; systemd-run() { return 1; }' },
  {
    name: 'the clock jumps ten years ahead, and the host is gone',
    happens: clockJumps('2036-01-01'),
    isHostGone: true,
  },
  { name: 'the clock jumps ten years back, and the host is gone', happens: clockJumps('2016-01-01'), isHostGone: true },
  {
    name: 'a second repair begins',
    happens: `(exec 9>&-; printf '%s' "$SECOND" | bash -s -- ${nonce} apply 00000000000000bb $OTHER >/run/second 2>/dev/null &)`,
  },
];

/** The last steps of every undo. */
export const confirmingUndo: readonly Step[] = [
  { verb: 'uncommit', begins: 'confirm "$undo" ||' },
  { verb: 'uncommit', begins: 'mkdir -p -- "$1" && note_taken_back' },
];

/** The script in which the fault happens at that step. */
const cut = (script: string, { happens }: Fault, { begins, when }: Step): string => {
  assert.equal(script.split(begins).length, 2, `the script has not exactly one: ${begins}`);
  const then = when === undefined ? happens : `if ${when}; then\n${happens}\nfi`;
  return happens === undefined ? script : script.replace(begins, () => `${then}\n${begins}`);
};

/** What was applied is confirmed where it works, and taken back later: at once, or on a timer that puts it in again. */
const change = `
  if [ "$answer" = applied ] && ! is_over; then
    [ -z "$CMDLET" ] || { ask set "\${APPLY[@]}"; [ "$answer" = set ] || fails; }
    if [ "$answer" != failed ] && ! is_over; then
      if works; then ask commit "\${COMMIT[@]}"; [ "$answer" = committed ] || fails; else fails; fi
    fi
  fi
  if [ "$answer" = committed ] && [ "$faulty" = revert ]; then ask revert "\${REVERT[@]}"; fi
  case "$answer $faulty" in 'committed un'*)
    ask unapply "\${UNAPPLY[@]}"
    if [ "$answer" = applied ] && ! is_over; then ask uncommit "\${UNCOMMIT[@]}"; fi
    if [ "$answer" != reverted ] && ! is_over; then CUT=$WHOLE; ask settle "\${REVERT[@]}"; fi ;;
  esac
  if [ "$answer" = failed ] && ! is_over; then CUT=$WHOLE; ask revert "\${REVERT[@]}"; fi`;

/** What was opened is closed in any case; what did not open, the host has settled. What then is not closed, it leaves to the guest. */
const experiment = `
  if ! is_over; then
    if [ "$answer" = applied ]; then ask revert; else CUT=$WHOLE; ask settle; fi
  fi`;

/**
 * What the host does: it confirms what was applied and works, has taken back what was not confirmed, and believes a refusal.
 * The fault is in the call of its step alone, and the guest ends a call that hangs.
 */
const host = (fault: Fault, { verb }: Step, isExperiment: boolean): string => `
  export OTHER EFLOWNETDIAG_UNDO_SECONDS=2
  state=/var/lib/eflownetdiag/00000000000000aa
  said() { sed -n 's/^EFLOWNETDIAG [^ ]* \\([a-z]*\\).*/\\1/p'; }
  ask() { # VERB ARGUMENT...
    local script=$WHOLE
    [ "$1" != set ] || script=$CMDLET
    [ "$1" != ${verb} ] || script=$CUT
    last=$1
    answer=$(printf '%s' "$script" | timeout -k 1 ${fault.happens === hangs ? 4 : 30} bash -s -- ${nonce} "$1" 00000000000000aa "\${@:2}" 2>/dev/null | said)
  }
  is_over() { ${fault.isHostGone === true ? `[ "$last" = ${verb} ]` : 'false'}; }
  fails() { is_over || answer=failed; }
  faulty=${verb}
  ask apply "\${APPLY[@]}"
  ${isExperiment ? experiment : change}
  waiting() { [ -e /run/eflownetdiag.pending ] && { [ -e $state/unconfirmed ] || [ -e $state/undoing ] || [ -e $state.undo/unconfirmed ]; }; }
  for n in $(seq 75); do waiting || break; sleep 0.2; done
  for n in $(seq 40); do pgrep -f '${timer}' >/dev/null || break; sleep 0.1; done
  left=$(pgrep -fc '${timer}'); ! waiting || left="$left, and a change waits"
  second=$(said </run/second 2>/dev/null)
  echo "OUTCOME $left;\${second:-none};$(outcome)"
  pkill -f '${timer}'; true`;

/** When the guest takes back what nobody confirms: after the last call that still comes. */
const secondsLeft = { apply: 2, set: 5, commit: 6, revert: 30, unapply: 2, uncommit: 6 };

/** The same of an experiment: what is not closed when the guest is told to, it closes by itself. */
const secondsOpen = (fault: Fault, { verb }: Step): number =>
  verb === 'revert' ? 8 : fault.isHostGone === true ? secondsLeft[verb] : 30;

/** One cell: how the device is in the end. */
const play = async (grid: Grid, fault: Fault, step: Step): Promise<string> => {
  const { script, cmdlet = '', guest, environment = {}, isExperiment = false, second = script } = grid;
  const left = isExperiment ? secondsOpen(fault, step) : fault.isHostGone === true ? secondsLeft[step.verb] : 30;
  const isUndo = step.verb === 'unapply' || step.verb === 'uncommit';
  const commands = `set -u\nSECONDS_LEFT=${isUndo ? 30 : left} UNDO_LEFT=${left}\n${guest}\n${host(fault, step, isExperiment)}`;
  const env = {
    ...{ PATH: process.env['PATH'], WHOLE: script, CMDLET: cmdlet, SECOND: second, ...environment },
    CUT: cut(step.verb === 'set' ? cmdlet : script, fault, step),
  };
  const argv = ['-m', '-n', '-p', '-f', '--mount-proc', ...plainBash, commands];
  const { stdout } = await promisify(execFile)('unshare', argv, { env });
  const [, timers, refused, outcome] = /^OUTCOME (.*);(.*);(.*)$/m.exec(stdout) ?? assert.fail(stdout);
  assert.equal(timers, '0', `${step.begins}: no timer is left, and nothing waits`);
  assert.match(refused ?? '', /^(none|busy|drift)$/, `${step.begins}: a second repair is refused`);
  return outcome ?? '';
};

const sectionOf = (heading: string): string =>
  readFileSync('docs/repairs.md', 'utf8').split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';

/** A test for each fault, which plays it at every step, several at a time. */
export const playGrid = (grid: Grid): void => {
  const allowed = ['former state', ...(grid.isExperiment === true ? [] : ['wanted state'])];
  for (const fault of grid.faults) {
    const states = grid.isExperiment === true ? 'the former state' : 'the wanted or in the former state';
    it(`ends in ${states}, as docs/repairs.md says: ${fault.name}`, async () => {
      const cells = await Promise.all(grid.steps.map((step) => play(grid, fault, step)));
      for (const cell of cells) assert.ok(allowed.includes(cell), cells.join(' | '));
      const row = `| ${[fault.name, ...cells.map((cell) => cell.replace(' state', ''))].join(' | ')} |`;
      assert.ok(sectionOf(grid.heading).includes(row), `docs/repairs.md, ${grid.heading}, lacks: ${row}`);
    });
  }
};
