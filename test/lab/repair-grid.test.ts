// What becomes of a change of the firewall when something goes wrong, fault by step: docs/repairs.md has the same table.
import { spawnSync } from 'node:child_process';
import { repairScript } from '../../core/src/repairs/repairCommands.js';
import { skip } from '../support/skip.js';
import { anyChange, confirmingUndo, fill, playGrid, type Fault, type Step } from './fault-grid.js';
import { prelude, stock } from './repair-guest.js';

const steps: readonly Step[] = [
  { verb: 'apply', begins: 'back_up "$folder" 2>/dev/null ||' },
  { verb: 'apply', begins: 'arm_timer "$folder" "$seconds" 2>/dev/null ||' },
  { verb: 'apply', begins: 'message=$(change_live 2>&1) ||' },
  { verb: 'commit', begins: 'seen=$(packets)' },
  { verb: 'commit', begins: 'if touches_file; then message=$(replace_file "$folder" on)' },
  { verb: 'commit', begins: 'mv -- "$1/unconfirmed" "$1/confirmed"' },
  { verb: 'commit', begins: 'cancel_timer "${1##*/}"\n}\n\n# Has it taken back' },
  { verb: 'revert', begins: 'if message=$(undo "$folder" "$backup")' },
  { verb: 'revert', begins: 'if ! cmp -s -- "$1/ip4save" "$saved_rules" && ! is_without_ours' },
];

/** Taking back what was confirmed, as a change of its own. */
const undoSteps: readonly Step[] = [
  { verb: 'unapply', begins: 'back_up "$folder" 2>/dev/null ||' },
  { verb: 'unapply', begins: 'arm_timer "$folder" "$seconds" 2>/dev/null ||' },
  { verb: 'unapply', begins: 'message=$(change_live 2>&1) ||' },
  { verb: 'uncommit', begins: 'still_gets_everywhere "$undo"' },
  { verb: 'uncommit', begins: 'if touches_file; then message=$(unsave' },
  ...confirmingUndo,
];

const faults: readonly Fault[] = [
  ...anyChange,
  { name: 'the disk of the saved rules is full', happens: fill('/run/etc') },
  { name: 'the saved rules are read-only', happens: 'mount -o remount,ro /run/etc' },
  {
    name: 'the container engine changes its rules',
    happens: 'iptables-nft -w -N DOCKER-NEW; iptables-nft -w -A FORWARD -o docker9 -j DOCKER-NEW',
  },
];

const guest = (backEnd: 'nft' | 'legacy'): string => `${prelude(backEnd)}
  mkdir /run/etc && mount -t tmpfs tmpfs /run/etc && cp /run/ip4save /run/etc/ && export EFLOWNETDIAG_IP4SAVE=/run/etc/ip4save
  file() { cat /run/etc/ip4save; }
  APPLY=("$SECONDS_LEFT" "$(basis)" - "\${BOTH[@]}") COMMIT=(no "\${BOTH[@]}") REVERT=(- "\${BOTH[@]}")
  UNAPPLY=("$UNDO_LEFT" - - "\${BOTH[@]}") UNCOMMIT=(- "\${BOTH[@]}")
  OTHER='60 - - insertRule ${backEnd} INPUT 2 10 -p tcp --dport 1884 -m comment --comment eflownetdiag:fedcba9876543210 -j ACCEPT'
  works() { true; }
  boot() { iptables-${backEnd} -F; iptables-${backEnd}-restore <"$EFLOWNETDIAG_IP4SAVE"; }
  export -f boot
  outcome() {
    local live saved reach
    live=$(save | grep -c -e '--dport 8883') saved=$(file | grep -c -e '--dport 8883')
    reach=$(save | grep -c -e '--dport 22 -j ACCEPT'):$(file | grep -c -e '--dport 22 -j ACCEPT')
    if [ "$reach" != 1:1 ]; then echo 'the management port is not let in, live and saved'
    elif [ "$live" = 1 ] && [ ! -s $state/hashes ]; then echo 'there is no backup'
    elif [ "$live$saved" = 11 ]; then echo 'wanted state'
    elif all | grep -v -e DOCKER-NEW | diff -q /run/before - >/dev/null && printf '%s' "$STOCK" | cmp -s - /run/etc/ip4save; then echo 'former state'
    else echo "live $live, saved $saved"; fi
  }`;

describe('A change of the firewall, whatever goes wrong', function () {
  this.timeout(120_000);

  before(function () {
    const unshare = spawnSync('unshare', ['-m', '-n', 'iptables-nft', '-w', '-L', '-n']);
    if (process.getuid?.() !== 0 || unshare.status !== 0) skip(this, 'needs root, Linux, unshare and iptables');
  });

  const firewall = { script: repairScript, environment: { STOCK: stock } };
  playGrid({ ...firewall, heading: 'Rules of the firewall', steps, faults, guest: guest('nft') });

  describe('when it is taken back later', () => {
    const heading = 'Taking back rules of the firewall';
    playGrid({ ...firewall, heading, steps: undoSteps, faults, guest: guest('nft') });
  });

  describe('with the legacy back end', () => {
    // Where the programs of the back end are at work: keeping, changing, saving, taking back.
    const atWork = steps.filter((_, index) => [0, 2, 4, 7, 8].includes(index));
    const some = faults.filter(({ name }) => /^(nothing|the connection|the guest|the disk of the saved)/.test(name));
    const heading = 'Rules of the firewall, in the legacy back end';
    playGrid({ ...firewall, heading, steps: atWork, faults: some, guest: guest('legacy') });

    describe('when it is taken back later', () => {
      const later = 'Taking back rules of the firewall, in the legacy back end';
      playGrid({ ...firewall, heading: later, steps: undoSteps, faults: some, guest: guest('legacy') });
    });
  });
});
