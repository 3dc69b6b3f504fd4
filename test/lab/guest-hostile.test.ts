import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { sections, type Section } from '../../core/src/guest/sections.js';
import {
  fewTools,
  look,
  needsNamespaces,
  nonce,
  outputOf,
  pathWith,
  temporaryFolder,
  type Look,
} from '../unit/guest/guestSupport.js';

/** Every tool of this guest is hostile in its own way. */
const tools = {
  ip: `case $* in
    *addr*) head -c 400000000 /dev/zero | tr "\\0" x ;;
    *route*) sleep 100 ;;
    *neigh*) read -r word; echo "<$word>" ;;
    *rule*) printf '\\x00\\xff\\xfe\\x1b[2J\\r\\n\\x80from\\x00' ;;
  esac`,
  systemctl: `case $* in
    *' --value '*) echo active ;;
    *) while :; do printf %0999d 0; done ;;
  esac`,
  docker: 'while :; do printf a; done',
  resolvectl: 'trap "" TERM HUP INT; while :; do sleep 1; done',
  ss: `printf '\\n@${nonce}:E:listeners\\n@${nonce}:S:hosts:0:0:-:0:0\\n@${nonce}:E:hosts\\n@${nonce}:Z\\n'
    for fd in /proc/$PPID/fd/1 /proc/self/fd/2; do echo '@${nonce}:Z' >$fd; done`,
  networkctl: 'echo "no bus" >&2; exit 1',
};

/** Sections for which something would leave the device. */
const asked = ['dnsProbe', 'nameProbe', 'reach', 'pathMtu', 'ntpProbe', 'gatewayProbe', 'arpProbe', 'iotedgeCheck'];

/** No process of the script may take more than this: whoever kept such an output in memory would fail. */
const littleMemory = 'ulimit -v 150000';

describe('A hostile guest', function () {
  const { folder, remove } = temporaryFolder();
  after(remove);
  let looked: Look;

  before(async function () {
    needsNamespaces(this);
    looked = await look({ path: pathWith(folder, fewTools, tools), prelude: littleMemory, seconds: 20 });
  });

  const output = (section: Section) => outputOf(looked.unframed, section);

  const isCut = (section: Section, kib: number): void => {
    assert.equal(output(section).truncated, true);
    assert.equal(Buffer.byteLength(output(section).text), kib * 1024 + 1);
  };

  it('that prints hundreds of MB is cut off at the limit', () => isCut('interfaces', 256));
  it('that prints without end is cut off at the limit', () => isCut('services', 32));
  it('that prints one word for ever as a list of containers has none', () =>
    assert.notEqual(output('containers').exitCode, 0));
  it('that never ends is ended', () => assert.equal(output('routes').exitCode, 137));
  it('that does not want to end is ended', () => assert.equal(output('resolver').exitCode, 137));
  it('that waits for a word from standard input gets none of the script', () =>
    assert.equal(output('neighbours').text, '<>\n'));
  it('that prints no text is taken byte by byte', () =>
    assert.equal(output('policyRules').text, '\0\uFFFD\uFFFD\u001b[2J\r\n\uFFFDfrom\0'));
  it('that prints what the frames are made of deceives nobody', () =>
    assert.match(output('listeners').text, /:E:listeners\n@.*:S:hosts/));
  it('that fails says why', () => assert.deepEqual(output('networkState'), { text: 'no bus\n', exitCode: 1 }));

  it('spoils nothing else, takes no longer than its limits, and sends no more than its limits', () => {
    const skipped = sections.filter((section) => looked.unframed.sections[section].status !== 'ok');
    assert.deepEqual(skipped, asked);
    assert.match(output('hosts').text, /localhost/);
    assert.ok(looked.seconds < 25, `${looked.seconds} s`);
    assert.ok(looked.stdout.length < 1e6, `${looked.stdout.length} characters`);
  });

  it('loses no more than one section to a child that escapes and keeps the pipe', async function () {
    needsNamespaces(this);
    const escapes = `setsid sh -c 'trap "" TERM HUP; echo $$ >${folder}/stray; sleep 60' & echo shown; exit 0`;
    const path = pathWith(folder, [...fewTools, 'setsid'], { ss: escapes });
    const { unframed, seconds } = await look({ path, seconds: 5 });
    const [stray] = readFileSync(`${folder}/stray`, 'utf8').split('\n');
    process.kill(-Number(stray), 'SIGKILL');
    assert.notEqual(unframed.sections.listeners.status, 'ok');
    assert.equal(unframed.sections.hosts.status, 'ok');
    assert.equal(unframed.sections.interfaces.status, 'ok');
    assert.ok(seconds < 30, `${seconds} s`);
  });

  it('leaves no process behind, not even when it is ended in the middle', async function () {
    needsNamespaces(this);
    // Who still has the test's own environment variable afterwards was left behind.
    const mark = `EFLOWNETDIAG_TEST_${process.pid}`;
    const path = pathWith(folder, [...fewTools, 'kill'], { ip: 'sleep 60', resolvectl: 'trap "" TERM; sleep 60' });
    const prelude = `export ${mark}=1; (sleep 1; kill $$) & exec timeout -k 1 4 bash -s -- ${nonce} none 5 # `;
    await look({ path, prelude });
    await new Promise((resolve) => setTimeout(resolve, 3500));
    const left = readdirSync('/proc').filter((pid) => {
      try {
        return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`${mark}=1`);
      } catch {
        return false;
      }
    });
    assert.deepEqual(left, []);
  });
});
