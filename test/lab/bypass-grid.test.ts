// What becomes of an opened firewall when something goes wrong, fault by step: docs/repairs.md has the same tables.
import { spawnSync } from 'node:child_process';
import { bypassScript } from '../../core/src/repairs/planBypass.js';
import { repairScript } from '../../core/src/repairs/repairCommands.js';
import { engineRules } from '../support/engineRules.js';
import { skip } from '../support/skip.js';
import { anyChange, playGrid, type Fault, type Step } from './fault-grid.js';

/** Rules in both back ends: those of the guest and its container engine in one, a few of somebody's in the other. */
const rules = {
  nft: engineRules([
    '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT',
    '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT',
  ]),
  legacy: `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -p tcp -m tcp --dport 23 -j DROP
-A INPUT -p tcp -m tcp --dport 4444 -j DROP
COMMIT
`,
};

/**
 * Somebody connects by the management port all the time: nobody listens there, so a refusal shows that packets pass. One that was
 * dropped is sent again, which the kernel counts.
 */
const guest = (form: 'flow' | 'full'): string => `
  mount -t tmpfs tmpfs /run && mount -t tmpfs tmpfs /var/lib || exit 9
  ip link set lo up
  boot() { printf '%s' "$NFT" | iptables-nft-restore && printf '%s' "$LEGACY" | iptables-legacy-restore; }
  export -f boot
  boot || exit 8
  all() { { iptables-nft-save; iptables-legacy-save; } 2>/dev/null | grep -v -e '^#' -e DOCKER-NEW | sed 's/ \\[[0-9]*:[0-9]*\\]$//'; }
  all >/run/before
  manage() {
    local seen
    while sleep 0.05; do
      seen=$(timeout 9 bash -c ': </dev/tcp/127.0.0.1/22' 2>&1)
      case $seen in *refused*) echo reached ;; *) echo lost ;; esac >>/run/managed
    done
  }
  manage &
  once_more() { local seen; seen=$(wc -l 2>/dev/null </run/managed); for n in $(seq 200); do [ "$(wc -l 2>/dev/null </run/managed)" = "$seen" ] || break; sleep 0.05; done; }
  once_more
  sent_again() { awk '/^TcpExt:/ && !n { for (n = NF; n && $n != "TCPSynRetrans"; n--); next } /^TcpExt:/ { print $n }' /proc/net/netstat; }
  APPLY=("$SECONDS_LEFT" ${form} tcp 4444)
  OTHER='60 - - insertRule nft INPUT 2 10 -p tcp --dport 1884 -m comment --comment eflownetdiag:fedcba9876543210 -j ACCEPT'
  outcome() {
    once_more
    if ! grep -q reached /run/managed || grep -q lost /run/managed || [ "$(sent_again)" != 0 ]; then echo 'the management port was out of reach'
    elif [ -e /run/changed ] && ! iptables-nft-save | grep -q -e '-A FORWARD -o docker9 -j DOCKER-NEW'; then echo 'what the engine changed is lost'
    elif all | cmp -s /run/before -; then echo 'former state'
    else all | diff /run/before - | tr ';\\n' ', '; echo; fi
  }`;

const [nft, legacy] = ['[ "$program" = iptables-nft ]', '[ "$program" = iptables-legacy ]'];

const steps: readonly Step[] = [
  { verb: 'apply', begins: 'printf \'%s\\0\' "${asked[@]}"' },
  { verb: 'apply', begins: 'arm_timer "$folder" "$seconds" ||' },
  { verb: 'apply', begins: 'message=$(open "$folder" "$program" 2>&1) ||', when: nft },
  { verb: 'apply', begins: 'message=$(open "$folder" "$program" 2>&1) ||', when: legacy },
  { verb: 'apply', begins: 'answer applied "the firewall is open' },
  { verb: 'revert', begins: 'close "$folder" "$program"', when: nft },
  { verb: 'revert', begins: 'close "$folder" "$program"', when: legacy },
  { verb: 'revert', begins: 'printf \'%s\\n\' "$now" | cmp', when: legacy },
  { verb: 'revert', begins: 'for mark in unconfirmed confirmed undoing; do' },
  { verb: 'revert', begins: 'cancel_timer "${1##*/}"\n}\n\n# What stands there since' },
];

const faults: readonly Fault[] = [
  ...anyChange,
  { name: '/etc is read-only', happens: 'mount --bind /etc /etc; mount -o remount,bind,ro /etc' },
  {
    name: 'the container engine changes its rules',
    happens: ': >/run/changed; iptables-nft -w -N DOCKER-NEW; iptables-nft -w -I FORWARD -o docker9 -j DOCKER-NEW',
  },
];

describe('An experiment with the firewall, whatever goes wrong', function () {
  this.timeout(120_000);

  before(function () {
    const unshare = spawnSync('unshare', ['-m', '-n', 'iptables-nft', '-w', '-L', '-n']);
    if (process.getuid?.() !== 0 || unshare.status !== 0) skip(this, 'needs root, Linux, unshare and iptables');
  });

  const environment = { NFT: rules.nft, LEGACY: rules.legacy };
  const grid = { faults, script: bypassScript, isExperiment: true, second: repairScript, environment };
  playGrid({ ...grid, heading: 'An experiment with the firewall', steps, guest: guest('flow') });

  describe('in its full form', () => {
    // Where rules are put in and taken out: nothing else is otherwise.
    const atWork = steps.filter(({ when }, index) => when !== undefined && index < 7);
    const heading = 'An experiment with the firewall, in its full form';
    playGrid({ ...grid, heading, steps: atWork, guest: guest('full') });
  });
});
