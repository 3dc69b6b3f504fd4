// One guest for the length of a test, in namespaces of its own: nothing of this machine is seen or changed.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { repairScript } from '../../core/src/repairs/repairCommands.js';
import { readRepairReply, type RepairReply } from '../../core/src/repairs/repairReply.js';
import { plainBash } from '../support/plainBash.js';

export const nonce = 'abcd1234';
export const id = '0123456789abcdef';
export const run = '00000000000000aa';
export const rule = [
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

export const stock = `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT DROP [0:0]
# Allow local-only connections
-A INPUT -i lo -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A OUTPUT -j ACCEPT
COMMIT
`;

/** `repair ARGS` runs the script as the guest would; `save` prints the rules; `file` prints the persisted ones. */
export const prelude = (backEnd: string): string => `
  set -u
  mount -t tmpfs tmpfs /run && mount -t tmpfs tmpfs /var/lib || exit 9
  export EFLOWNETDIAG_IP4SAVE=/run/ip4save
  printf '%s' "$STOCK" >/run/ip4save
  iptables-${backEnd}-restore </run/ip4save || exit 8
  state=/var/lib/eflownetdiag/${run}
  repair() { local verb=$1; shift; printf '%s' "$SCRIPT" | bash -s -- ${nonce} "$verb" ${run} "$@"; }
  save() { iptables-${backEnd}-save | grep -v '^#'; }
  all() { { iptables-nft-save; iptables-legacy-save; } 2>/dev/null | grep -v '^#' | sed -e 's/ \\[[0-9]*:[0-9]*\\]$//'; }
  file() { cat /run/ip4save; }
  plain() { sed -e '/^#/d' -e 's/[[:space:]]*$//' -e 's/^\\[[0-9]*:[0-9]*\\] //' -e 's/ \\[[0-9]*:[0-9]*\\]$//' -e '/^$/d' -e '$a\\'; }
  basis() { { echo nft; iptables-nft-save 2>/dev/null | plain; echo legacy; iptables-legacy-save 2>/dev/null | plain; echo saved; file | plain; } | sha256sum | cut -d ' ' -f 1; }
  gone() { for n in $(seq 40); do sleep 0.2; [ -e /run/eflownetdiag.pending ] || return 0; done; return 1; }
  asBefore() { all | diff /run/before - && printf '%s' "$STOCK" | cmp - /run/ip4save && echo same; }
  RULE=(${rule.map((word) => `'${word}'`).join(' ')})
  INSERT=(insertRule ${backEnd} INPUT 2 \${#RULE[@]} "\${RULE[@]}")
  PERSIST=(persistRule ${backEnd} INPUT 2 \${#RULE[@]} "\${RULE[@]}")
  BOTH=("\${INSERT[@]}" "\${PERSIST[@]}")
  all >/run/before
`;

interface Ran {
  readonly out: string;
  readonly replies: RepairReply[];
}

const argv = (backEnd: string, commands: string): string[] => [
  ...['-m', '-n', '-p', '-f', '--mount-proc', ...plainBash],
  prelude(backEnd) + commands,
];

const environment = (script: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  STOCK: stock,
  SCRIPT: script,
});

const read = (out: string): Ran => {
  const replies = out.split('\n').filter((line) => line.startsWith('EFLOWNETDIAG'));
  return { out, replies: replies.map((line) => readRepairReply(nonce, line)) };
};

/** One guest for the length of a test: a shell in its own network, mount and pid namespaces that runs a list of commands. */
export const inGuest = (backEnd: string, commands: string, script = repairScript): Ran => {
  const options = { encoding: 'utf8', env: environment(script) } as const;
  const { status, stdout, stderr } = spawnSync('unshare', argv(backEnd, commands), options);
  assert.equal(status, 0, stderr);
  return read(stdout);
};
