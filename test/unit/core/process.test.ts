// The built core as a process: what goes in, what comes out on which stream, and with which exit code it ends.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exitCodes, type ExitCodeName } from '../../../core/src/contract/exitCodes.js';
import { Response } from '../../../core/src/contract/response.js';

const core = 'core/dist/eflownetdiag-core.cjs';
const example = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(`test/contract/examples/Request/${name}.json`, 'utf8')));

interface Ended {
  readonly responses: Response[];
  readonly exit: ExitCodeName | undefined;
  readonly log: string;
}

const run = (input: string | Buffer, args: readonly string[] = []): Ended => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [core, ...args], { input, encoding: 'utf8' });
  const names = Object.keys(exitCodes) as ExitCodeName[];
  return {
    responses: stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Response.parse(JSON.parse(line))),
    exit: names.find((name) => exitCodes[name].code === status),
    log: stderr,
  };
};

const errorIds = ({ responses }: Ended): string[] =>
  responses.map((response) => (response.kind === 'error' ? response.error.id : response.kind));

describe('The core as a process', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(path.join(tmpdir(), 'eflownetdiag-core-'))));
  after(() => rmSync(folder, { recursive: true }));

  const file = (name: string, text: string): string => {
    const target = path.join(folder, name);
    writeFileSync(target, text);
    return target;
  };
  const diagnoseFile = (target: string): string =>
    JSON.stringify({ contract: 1, kind: 'diagnose', source: { from: 'file', path: target } });
  const snapshot = readFileSync('test/contract/examples/Snapshot/mixed.json', 'utf8');

  const exits: [string, () => Ended, ExitCodeName, string[]][] = [
    ['answers a request', () => run(example('rules')), 'done', ['rules']],
    ['answers nothing with nothing', () => run(''), 'done', []],
    [
      'tolerates a byte order mark, CRLF and blank lines',
      () => run(`\uFEFF${example('rules')}\r\n\r\n`),
      'done',
      ['rules'],
    ],
    [
      'answers a stream in its order',
      () => run([example('rules'), example('guestCommandsFirst'), example('rules')].join('\n')),
      'done',
      ['rules', 'guestCommands', 'rules'],
    ],
    [
      'goes on after a bad line, and ends with the worst code',
      () => run(`{\n${example('rules')}\n`),
      'notJson',
      ['RequestNotJson', 'rules'],
    ],
    ['knows no arguments', () => run('', ['--help']), 'badArguments', []],
    [
      'refuses what violates the contract',
      () => run('{"contract":1,"kind":"x"}'),
      'contractViolated',
      ['ContractViolated'],
    ],
    [
      'refuses another contract number',
      () => run('{"contract":2,"kind":"rules"}'),
      'contractNumber',
      ['ContractMismatch'],
    ],
    ['judges a snapshot file', () => run(diagnoseFile(file('good.json', snapshot))), 'done', ['diagnose']],
    [
      'judges a snapshot file with a blank and a bracket in its path',
      () => run(diagnoseFile(file('go od[1].json', snapshot))),
      'done',
      ['diagnose'],
    ],
    [
      'says when a file is not there',
      () => run(diagnoseFile(path.join(folder, 'nowhere.json'))),
      'refused',
      ['SnapshotNotFound'],
    ],
    ['says when a path is a folder', () => run(diagnoseFile(folder)), 'refused', ['SnapshotNotFound']],
    [
      'says when a file is not JSON',
      () => run(diagnoseFile(file('text.json', 'hello'))),
      'refused',
      ['SnapshotNotJson'],
    ],
    [
      'says when a file is not ours',
      () => run(diagnoseFile(file('other.json', '{"kind":"Pod"}'))),
      'refused',
      ['SnapshotNotOurs'],
    ],
    [
      'says when a file was cut off',
      () => run(diagnoseFile(file('cut.json', snapshot.slice(0, 300)))),
      'refused',
      ['SnapshotTruncated'],
    ],
    [
      'refuses a huge file without reading it',
      () => {
        const huge = file('huge.json', '{');
        truncateSync(huge, 2 ** 30);
        return run(diagnoseFile(huge));
      },
      'refused',
      ['SnapshotTooLarge'],
    ],
    [
      'refuses an unknown rule',
      () =>
        run(
          '{"contract":1,"kind":"diagnose","source":{"from":"file","path":"X"},"rules":["ZZ999"]}'.replace(
            '"X"',
            JSON.stringify(file('again.json', snapshot)),
          ),
        ),
      'refused',
      ['UnknownRule'],
    ],
  ];
  for (const [title, work, exit, ids] of exits) {
    it(`${title}: ${exitCodes[exit].code}`, () => {
      const ended = work();
      assert.deepEqual(errorIds(ended), ids);
      assert.equal(ended.exit, exit);
    });
  }

  it('logs JSON lines on standard error', () => {
    const { log } = run('', ['--help']);
    const entry = JSON.parse(log.trim()) as { level: string; message: string };
    assert.equal(entry.level, 'warn');
    assert.match(entry.message, /--help/);
  });

  it('keeps every character on its way', () => {
    const device = 'Gerät-デバイス-\u{1F600}';
    const [response] = run(
      diagnoseFile(file('unicode.json', snapshot.replace('"EDGE-1"', JSON.stringify(device)))),
    ).responses;
    assert.equal(response?.kind === 'diagnose' && response.device, device);
  });

  it('answers with findings of the wanted outcomes alone, and the verdict, and counts all', () => {
    const asked = JSON.parse(diagnoseFile(file('wanted.json', snapshot))) as object;
    const [all, wanted] = run(
      [asked, { ...asked, outcomes: ['fail'] }].map((one) => JSON.stringify(one)).join('\n'),
    ).responses;
    assert.ok(all?.kind === 'diagnose' && wanted?.kind === 'diagnose');
    assert.deepEqual(wanted.counts, all.counts);
    assert.deepEqual(
      wanted.findings,
      all.findings.filter(({ rule, outcome }) => rule === 'DEV001' || outcome === 'fail'),
    );
    assert.ok(wanted.findings.length < all.findings.length);
  });

  it('gives another nonce each time', () => {
    const nonces = run(Array(20).fill(example('guestCommandsFirst')).join('\n')).responses.map((response) =>
      response.kind === 'guestCommands' ? response.nonce : '',
    );
    assert.equal(new Set(nonces).size, 20);
    assert.ok(nonces.every((nonce) => /^[0-9a-f]{32}$/.test(nonce)));
  });
});
