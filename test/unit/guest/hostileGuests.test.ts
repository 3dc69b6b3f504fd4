import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { diagnose } from '../../../core/src/diagnose.js';
import { rules } from '../../../core/src/engine/registry.gen.js';
import { sections } from '../../../core/src/guest/sections.js';
import { LONGEST_REPLY } from '../../../core/src/guest/command.js';
import { guestFacts } from '../../../core/src/guest/guestFacts.js';
import { nextCommands } from '../../../core/src/guest/nextCommands.js';
import { toldFaults } from '../../support/hostileGuests.js';
import { skip } from '../../support/skip.js';
import { snapshotOf } from '../../support/snapshots.js';
import { fewTools, nonce, pathWith, temporaryFolder } from './guestSupport.js';

/** What is played beside an ordinary guest. */
interface Play {
  /** Programs of the guest by their text; "bash" is what the command starts. */
  readonly tools?: Readonly<Record<string, string>>;
  readonly without?: string;
  /** Shell text before the command, as a login's own files run. */
  readonly login?: string;
  readonly seconds?: number;
  /** How the host's console takes the bytes for text. */
  readonly console?: string;
}

const asRoot = { id: 'echo 0' };
/** The one that the command starts; those that the script starts for its probes are what they are. */
const outermost = '[ "$1" = -s ] || exec /bin/bash "$@"';
const whole = '/bin/bash "$@"';
const endless = 'while :; do printf %09999d 0; done';

const plays: Readonly<Record<string, Play>> = {
  'prints 400 MB before it does anything': { tools: { bash: `head -c 400000000 /dev/zero | tr '\\0' x; ${whole}` } },
  'never stops printing after it has answered': { tools: { bash: `${whole}; ${endless}` } },
  'never stops printing when one logs in': { login: `${endless};` },
  'never answers': { tools: { bash: 'sleep 1000' }, seconds: 5 },
  'answers nothing': { tools: { bash: 'exit 0' } },
  'prints what is no text before, between and behind its answer': {
    tools: { bash: `printf '\\x00\\xff\\xfe\\x80'; ${whole} | sed 's/^/\\x9b\\x00/'; printf '\\xc3\\x28\\x00'` },
  },
  'prints escape sequences around its answer': {
    tools: { bash: `printf '\\033[2J\\033]0;owned\\007\\n'; ${whole}; printf '\\033c'` },
  },
  'prints escape sequences instead of an answer': { tools: { bash: `printf '\\033[2J\\033]0;owned\\007'` } },
  'prints frames that are not ours': {
    tools: { bash: `echo @deadbeefdeadbeef:A; echo @deadbeefdeadbeef:M:bash; ${whole}; echo @deadbeefdeadbeef:Z` },
  },
  // The nonce is among what it is given: a guest that reads it can lie in our frames as it can lie in a probe's output.
  'knows our frames, and sends a section twice': {
    tools: { bash: `printf '@%s:S:hosts:0:0:-:0:0\\n@%s:E:hosts\\n' "$3" "$3"; ${whole}` },
  },
  'changes its answer on the way': { tools: { bash: `${whole} | sed '/:D:/s/[AB]/C/'` } },
  'is read with the code page of Japan': { console: 'shift_jis' },
  'is read as UTF-16': { console: 'utf-16le' },
  'ends its lines as Windows does': { tools: { bash: `${whole} | sed 's/$/\\r/'` } },
  'is cut off in the middle': { tools: { bash: `${whole} | sed '/:S:hosts:/q'` } },
  'has a sudo that asks for a password': {
    tools: { id: 'echo 1000', sudo: '[ "$1" = -n ] || sleep 1000; echo a password is required >&2; exit 1' },
  },
  'can write to no file, as with a full disk': { login: 'ulimit -f 0;' },
  'has no bash': { without: 'bash' },
  'has no timeout': { without: 'timeout' },
  'has no gzip': { without: 'gzip' },
};

/** The reply as it comes out of ssh.exe and the console: text, in lines. */
const reply = (command: string, path: string, encoding: string): Promise<string> => {
  const child = spawn('/bin/sh', ['-c', command], { env: { PATH: path }, stdio: ['ignore', 'pipe', 'ignore'] });
  const chunks: Buffer[] = [];
  let bytes = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    // What a login prints is outside of our command: there the module's own limit holds (Invoke-EflowCmdlet.ps1).
    if (bytes <= 2 * LONGEST_REPLY) chunks.push(chunk);
    else child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () =>
      resolve(
        new TextDecoder(encoding)
          .decode(Buffer.concat(chunks))
          .split(/\r\n|\r|\n/)
          .join('\n'),
      ),
    );
  });
};

const ask = async (play: Play, folder: string) => {
  const tools = fewTools.filter((tool) => tool !== play.without);
  const { bash, ...others } = play.tools ?? {};
  const standIns = { ...asRoot, ...others, ...(bash === undefined ? {} : { bash: `${outermost}\n${bash}` }) };
  const path = pathWith(folder, tools, standIns);
  const replies: string[] = [];
  for (;;) {
    const { commands } = nextCommands({ nonce, replies, probe: 'none', timeoutSeconds: play.seconds ?? 20 });
    if (commands.length === 0) break;
    for (const command of commands)
      replies.push(await reply(`${play.login ?? ''}${command}`, path, play.console ?? 'utf-8'));
  }
  return guestFacts({ status: 'ok', nonce, replies });
};

/** Numbers and the guest's own words left out. */
const general = (reason: string): string => reason.replace(/: ".*"$/s, ': ...').replace(/\d+/g, 'N');

const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

describe('Whatever a guest answers to the command', function () {
  const { folder, remove } = temporaryFolder();
  after(remove);
  before(function () {
    if (process.platform !== 'linux') skip(this, 'needs a Linux shell');
  });

  it('is told in docs/hostile-guests.md', () =>
    assert.deepEqual(
      toldFaults('What the guest answers').map(({ fault }) => fault),
      Object.keys(plays),
    ));

  for (const [fault, play] of Object.entries(plays)) {
    it(`A guest that ${fault}: each fact came or says why, and the rest is judged`, async () => {
      const begun = Date.now();
      const facts = await ask(play, folder);
      assert.ok(Date.now() - begun < 40_000, `${Date.now() - begun} ms`);

      const lost = sections.flatMap((section) => {
        const envelope = facts[`guest.${section}`];
        return envelope?.status === 'failed' ? [general(envelope.reason)] : [];
      });
      const arrives = lost.length === 0 ? 'everything' : lost.length === sections.length ? 'nothing' : 'the rest';
      const told = toldFaults('What the guest answers').find((one) => one.fault === fault);
      assert.deepEqual(
        { reasons: [...new Set(lost)].sort(), arrives },
        { reasons: told?.reasons, arrives: told?.arrives },
      );

      const device = snapshotOf();
      const { findings } = diagnose({ ...device, facts: { ...device.facts, ...facts } }, rules, {});
      assert.deepEqual(
        findings.filter(({ outcome }) => outcome === 'error'),
        [],
      );
      assert.ok(findings.some(({ outcome }) => outcome === 'pass'));
      for (const text of textsIn(findings)) assert.doesNotMatch(text, CONTROL);
    });
  }
});
