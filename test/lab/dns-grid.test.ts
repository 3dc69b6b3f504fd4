// What becomes of a change of DNS servers when something goes wrong, fault by step: docs/repairs.md has the same tables.
import { createHash } from 'node:crypto';
import { dnsScript, engineScript } from '../../core/src/repairs/dnsCommands.js';
import { at, cmdlet, former, guest, needNamespaces, settings, wanted } from './dns-guest.js';
import { anyChange, confirmingUndo, fill, playGrid, type Fault, type Step } from './fault-grid.js';
import { nonce } from './repair-guest.js';

/** What the device has in the end. */
const judged = `
  # What another program wrote stays, and does not count.
  without_theirs() {
    sed -i '/^# other$/d' /etc/systemd/resolved.conf
    [ -n "$(tail -c 1 /etc/docker/daemon.json)" ] || truncate -s -1 /etc/docker/daemon.json
  }
  outcome() {
    # What was cut off right after it was confirmed, the next cmdlet that changes anything ends.
    if [ -e $state.undo/confirmed ] && [ -e $state/confirmed ]; then ask settle; fi
    if [ -w /etc ]; then without_theirs; elif after | cmp -s /run/before -; then echo 'former state'; return; fi
    if all | cmp -s /run/before -; then echo 'former state'
    elif [ ! -s $state/\${KEPT##*/} ]; then echo 'there is no backup'
    elif after | cmp -s /run/wanted -; then echo 'wanted state'
    else echo "$(after | diff /run/wanted - | tr ";\\n" ", ")"; fi
  }`;

const faults: readonly Fault[] = [
  ...anyChange,
  { name: 'the disk of /etc is full', happens: fill('/run/etc') },
  { name: '/etc is read-only', happens: 'mount -o remount,ro /etc' },
];

const confirming: readonly Step[] = [
  { verb: 'commit', begins: 'mv -- "$1/unconfirmed" "$1/confirmed"' },
  { verb: 'commit', begins: 'cancel_timer "${1##*/}"\n}\n\n# Has it taken back' },
  { verb: 'revert', begins: 'message=$(undo "$folder")' },
];

/** Taking back what was confirmed, as a change of its own. */
const undoing = (keeping: string, ...atWork: readonly string[]): readonly Step[] => [
  { verb: 'unapply', begins: keeping },
  { verb: 'unapply', begins: 'arm_timer "$undo" "$seconds" 2>/dev/null ||' },
  // The guest puts in again by the same functions, and then nothing goes wrong once more.
  ...atWork.map((begins): Step => ({ verb: 'unapply', begins, when: '! is_undo "$folder"' })),
  { verb: 'uncommit', begins: 'is_known_undo\n' },
  ...confirmingUndo,
];

describe("A change of the VM's DNS servers, whatever goes wrong", function () {
  this.timeout(120_000);
  before(function () {
    needNamespaces(this);
  });

  const link = {
    faults: [
      ...faults,
      { name: 'another program changes the same file', happens: 'echo "# other" >>/etc/systemd/resolved.conf' },
    ],
    script: dnsScript,
    cmdlet,
    guest: `${guest}${judged}
      KEPT=before APPLY=(eth0 ${former} "$SECONDS_LEFT") COMMIT=() REVERT=() UNAPPLY=("$UNDO_LEFT" - -) UNCOMMIT=() OTHER='eth0 9.9.9.9 60'
      works() { [ "$(cat /run/link)" = ${wanted} ]; }
      bash -s -- ${nonce} set - <<<"$CMDLET" >/dev/null; after >/run/wanted
      rm /etc/systemd/network/50-eflow.network; sed -i /DNS/d /etc/systemd/network/99-dhcp-en.network; printf '[Resolve]\\n' >/etc/systemd/resolved.conf
      networkctl reconfigure eth0; all | cmp /run/before - || exit 9`,
  };
  playGrid({
    ...link,
    heading: "DNS servers of the VM's link",
    steps: [
      { verb: 'apply', begins: 'back_up "$folder" 2>/dev/null &&' },
      { verb: 'apply', begins: 'arm_timer "$folder" "$seconds" 2>/dev/null ||' },
      { verb: 'set', begins: 'sed -i' },
      { verb: 'set', begins: 'networkctl reload' },
      { verb: 'commit', begins: 'manifest 2>/dev/null >"$folder/after"' },
      ...confirming,
      { verb: 'revert', begins: 'if [ "${#files[@]}" -gt 0 ] ||' },
    ],
  });

  describe('when it is taken back later', () => {
    playGrid({
      ...link,
      heading: "Taking back DNS servers of the VM's link",
      steps: undoing(
        'back_up "$undo" 2>/dev/null &&',
        'message=$(take_back "$folder") || answer_taken_back "$undo"',
        'if [ "${#files[@]}" -gt 0 ] ||',
      ),
    });
  });
});

describe("A change of the container engine's DNS servers, whatever goes wrong", function () {
  this.timeout(120_000);
  before(function () {
    needNamespaces(this);
  });

  const engine = {
    faults: [
      ...faults,
      { name: 'another program changes the same file', happens: 'echo >>/etc/docker/daemon.json' },
      { name: 'the container engine starts anew', happens: 'systemctl restart docker.service' },
    ],
    script: engineScript,
    guest: `${guest}${judged}
      KEPT=daemon.json COMMIT=() REVERT=() UNAPPLY=("$UNDO_LEFT") UNCOMMIT=() OTHER='0000 0 0 - 60'
      APPLY=(${createHash('sha256').update(settings).digest('hex')} ${at} ${former.length} ${Buffer.from(wanted).toString('base64')} "$SECONDS_LEFT")
      works() { grep -q ${wanted} /run/engine; }
      sed -i s/${former}/${wanted}/ /etc/docker/daemon.json; systemctl restart docker.service; after >/run/wanted
      printf '%s' '${settings}' >/etc/docker/daemon.json; systemctl restart docker.service; all | cmp /run/before - || exit 9`,
  };
  playGrid({
    ...engine,
    heading: 'DNS servers of the container engine',
    steps: [
      { verb: 'apply', begins: 'keep_and_edit "$folder" "$hash"' },
      { verb: 'apply', begins: 'arm_timer "$folder" "$seconds" 2>/dev/null ||' },
      { verb: 'apply', begins: 'if ! put_new "$folder" 2>/dev/null; then' },
      { verb: 'apply', begins: 'restart_engine || answer_taken_back "$folder"' },
      { verb: 'commit', begins: 'is_as_set "$folder"\n    confirm' },
      ...confirming,
      { verb: 'revert', begins: "restart_engine || { echo 'the former" },
    ],
  });

  describe('when it is taken back later', () => {
    playGrid({
      ...engine,
      heading: 'Taking back DNS servers of the container engine',
      steps: undoing(
        'keep_both "$folder" "$undo" 2>/dev/null ||',
        'is_former "$undo" || answer_taken_back "$undo"',
        'restart_engine || answer_taken_back "$undo"',
      ),
    });
  });
});
