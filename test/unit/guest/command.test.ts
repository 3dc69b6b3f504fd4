import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { CoreFault } from '../../../core/src/engine/coreFault.js';
import { collectScript } from '../../../core/src/guest/collectScript.js';
import { sections } from '../../../core/src/guest/sections.js';
import { guestCommand, LONGEST_COMMAND, LONGEST_REPLY } from '../../../core/src/guest/command.js';
import { nextCommands } from '../../../core/src/guest/nextCommands.js';
import { nonce, pathWith, temporaryFolder, fewTools, printReply } from './guestSupport.js';

const onPosix = process.platform !== 'win32';

const echoArguments = 'printf "<%s>\\n" "$@"; cat; exit 3';
const commandWith = (more: readonly string[], plain = false): string =>
  guestCommand({ script: echoArguments, nonce, arguments: more, timeoutSeconds: 20, plain });

const isFault = (id: string) => (error: unknown) => error instanceof CoreFault && error.id === id;

const allowed = fc.string({ unit: fc.constantFrom(...'abcXYZ019 !_.,:;/=+@%-'.split('')), maxLength: 30 });

/** What a command of the asking parts is told to ask. */
const targetsOf = (command: string): string => /'([^']*)'\|head -c \d+$/.exec(command)?.[1] ?? '';

describe('The command for the guest', () => {
  it('has nothing that a Windows command line or a console would change', () => {
    for (const probe of ['none', 'standard', 'deep'] as const) {
      for (const command of nextCommands({ nonce, replies: [], probe, timeoutSeconds: 600 }).commands) {
        assert.match(command, /^[\x20-\x7e]+$/);
        assert.doesNotMatch(command, /"|\\|\^|`/);
        assert.ok(command.length <= LONGEST_COMMAND, `${command.length} characters`);
      }
    }
  });

  it('lets all sections through at their limits, and half of what the module takes', () => {
    const kib = [...collectScript.matchAll(/\b[a-zA-Z0-9]+:\d+:(\d+)(?=[\s'])/g)].map(([, limit]) => Number(limit));
    assert.equal(kib.length, sections.length);
    const bytes = kib.reduce((sum, limit) => sum + limit * 1024, 0);
    // In base64, with the mark before every 512 characters.
    const framed = (bytes * 4 * (512 + `@${nonce}:D:`.length + 1)) / 3 / 512;
    assert.ok(framed < LONGEST_REPLY, `${framed} bytes`);
    const taken = readFileSync('ps-module/Private/Collect/Invoke-EflowCmdlet.ps1', 'utf8');
    assert.match(taken, new RegExp(`longestReply = ${(2 * LONGEST_REPLY) / 1024 / 1024}MB`));
  });

  it('is the same for the same request', () => {
    const request = { nonce, replies: [], probe: 'standard', timeoutSeconds: 60 } as const;
    assert.deepEqual(nextCommands(request), nextCommands(request));
  });

  it('refuses an argument that could mean something to a shell', () => {
    for (const character of [
      '"',
      "'",
      '$',
      '`',
      '\\',
      '\n',
      '\r',
      '\0',
      '|',
      '&',
      '<',
      '>',
      '(',
      ')',
      '*',
      '?',
      '[',
      '{',
      '~',
      '#',
      '\u00e9',
    ]) {
      assert.throws(() => commandWith([`a${character}b`]), isFault('GuestArgumentUnsafe'), JSON.stringify(character));
    }
    assert.throws(
      () => guestCommand({ script: '', nonce: "a'b", arguments: [], timeoutSeconds: 5 }),
      isFault('GuestArgumentUnsafe'),
    );
  });

  it('refuses to grow beyond what the guest can be given', () => {
    const script = Array.from({ length: 40_000 }, (_, at) => String((at * 7919) % 104_729)).join('');
    assert.throws(
      () => guestCommand({ script, nonce, arguments: [], timeoutSeconds: 5 }),
      isFault('GuestCommandTooLong'),
    );
  });

  it('asks a guest without gzip in several commands, and says so', () => {
    const first = `@${nonce}:M:gzip`;
    const looking = nextCommands({ nonce, replies: [first], probe: 'standard', timeoutSeconds: 60 });
    assert.equal(looking.commands.length, 2);
    assert.match(looking.note ?? '', /gzip/);
    const second = [
      first,
      printReply({}).join('\n'),
      printReply({ targets: 'name a.example\nserver 10.0.0.1\ngateway eth0 10.0.0.2\nntp b.example\nend\n' }).join(
        '\n',
      ),
    ];
    const asking = nextCommands({ nonce, replies: second, probe: 'standard', timeoutSeconds: 60 });
    assert.deepEqual(asking.commands.map(targetsOf), [
      'name a.example;server 10.0.0.1;end',
      'server 10.0.0.1;gateway eth0 10.0.0.2;ntp b.example;end',
    ]);
    for (const command of [...looking.commands, ...asking.commands]) assert.doesNotMatch(command, /gzip|"/);
    assert.deepEqual(
      nextCommands({ nonce, replies: [...second, ''], probe: 'standard', timeoutSeconds: 60 }).commands,
      [],
    );
  });

  it('has room in each command for the longest names that there are, and leaves out what is needed least', () => {
    const longest = (at: number): string => `${'a'.repeat(60)}.`.repeat(4) + `host${String(at)}.test`;
    const needed = Array.from({ length: 12 }, (_, at) => [
      `name ${longest(at)}`,
      `port ${longest(at)} 8883 443`,
    ]).flat();
    const around = [
      `self ${longest(0)}`,
      ...Array.from({ length: 4 }, (_, at) => `server fe80::dddd:eeee:ffff:${String(at)}%eth0`),
      ...Array.from({ length: 4 }, (_, at) => `gateway enp0s0f0u${String(at)} 203.0.113.10${String(at)}`),
      `ntp ${longest(98)}`,
      `ntp ${longest(99)}`,
      `proxy ${longest(97)} 65535`,
      ...['a', 'b', 'c'].map((net) => `network network:${net.repeat(63)} 4194304 203.0.113.101 203.0.113.102`),
      'end',
    ];
    const replies = [`@${nonce}:M:gzip`, '', printReply({ targets: [...needed, ...around].join('\n') }).join('\n')];
    const names = [0, 1, 2].map((at) => ({ host: longest(at), port: 65_535 }));
    const looking = { nonce, probe: 'standard', timeoutSeconds: 600, wishes: { names, protocol: 'AmqpWs' } } as const;
    for (const said of [[], replies.slice(0, 1)])
      assert.ok(nextCommands({ ...looking, replies: said }).commands.length > 0);
    const [connections = '', surroundings = ''] = nextCommands({ ...looking, replies }).commands.map(targetsOf);
    assert.ok(connections.startsWith(`${needed[0] ?? ''};${needed[1] ?? ''};`));
    assert.deepEqual(
      around.filter((line) => ![...connections.split(';'), ...surroundings.split(';')].includes(line)),
      [],
    );
  });

  it('asks nothing where a hostile guest leaves no room for it', () => {
    const targets = Array.from({ length: 199 }, (_, at) => `network network:n${String(at)} 1 ${'1'.repeat(300)}`);
    const replies = [`@${nonce}:M:gzip`, '', printReply({ targets: [...targets, 'end'].join('\n') }).join('\n')];
    const { commands } = nextCommands({ nonce, replies, probe: 'standard', timeoutSeconds: 60 });
    assert.deepEqual(commands.map(targetsOf), ['end']);
  });

  it('asks nothing that the guest found out in a way that it would not itself have allowed', () => {
    for (const targets of ["name a'b\nend", 'name $(reboot)\nend', 'name a;b\nend', '']) {
      const replies = [`@${nonce}:M:gzip`, '', printReply({ targets }).join('\n')];
      assert.deepEqual(nextCommands({ nonce, replies, probe: 'standard', timeoutSeconds: 60 }).commands, []);
    }
  });

  for (const other of ['bash', 'sudo', 'base64']) {
    it(`ends where the guest has no ${other}`, () => {
      const next = nextCommands({ nonce, replies: [`@${nonce}:M:${other}`], probe: 'none', timeoutSeconds: 60 });
      assert.deepEqual(next, { commands: [], note: null });
    });
  }
});

describe('The command for the guest, run by a shell', function () {
  const { folder, remove } = temporaryFolder();
  after(remove);
  before(function () {
    if (!onPosix) this.skip();
  });

  const run = (shell: string, command: string, path: string) =>
    spawnSync(shell, ['-c', command], {
      encoding: 'utf8',
      env: { PATH: path },
      input: 'none of the script',
      timeout: 20_000,
    });

  const tools = fewTools;

  for (const shell of ['/bin/sh', '/bin/bash']) {
    it(`${shell} hands the arguments over untouched, and the script its own text as standard input only`, () => {
      const path = pathWith(folder, tools, { id: 'echo 0' });
      fc.assert(
        fc.property(fc.array(allowed, { maxLength: 4 }), fc.boolean(), (more, plain) => {
          const { stdout } = run(shell, commandWith(more, plain), path);
          assert.equal(stdout, [nonce, ...more].map((argument) => `<${argument}>\n`).join(''));
        }),
        { numRuns: 8 },
      );
    });
  }

  const lacking: [string, readonly string[], Record<string, string>, string][] = [
    ['gzip', tools.filter((tool) => tool !== 'gzip'), { id: 'echo 0' }, 'gzip'],
    ['bash', tools.filter((tool) => tool !== 'bash'), { id: 'echo 0' }, 'bash'],
    ['base64', tools.filter((tool) => tool !== 'base64'), { id: 'echo 0' }, 'base64'],
    ['sudo', tools, { id: 'echo 1000' }, 'sudo'],
    [
      'a sudo that needs no password',
      tools,
      { id: 'echo 1000', sudo: '[ "$1" = -n ] || sleep 60; echo sudo: a password is required >&2; exit 1' },
      'sudo',
    ],
  ];
  for (const [title, have, standIns, missing] of lacking) {
    it(`says under the nonce that there is no ${title}, and ends well`, () => {
      const { stdout, status } = run('/bin/sh', commandWith([]), pathWith(folder, have, standIns));
      assert.equal(stdout, `@${nonce}:M:${missing}\n`);
      assert.equal(status, 0);
    });
  }

  it('becomes root with sudo where it is not', () => {
    const path = pathWith(folder, tools, {
      id: 'echo 1000',
      sudo: '[ "$1" = -n ] || exit 1; shift; AS_ROOT=yes exec "$@"',
    });
    const command = guestCommand({ script: 'echo "$AS_ROOT"', nonce, arguments: [], timeoutSeconds: 20 });
    assert.equal(run('/bin/sh', command, path).stdout, 'yes\n');
  });

  it('ends a script that does not end', () => {
    const path = pathWith(folder, tools, { id: 'echo 0' });
    const command = guestCommand({
      script: "trap '' TERM; echo begun; sleep 30",
      nonce,
      arguments: [],
      timeoutSeconds: 1,
    });
    const begun = Date.now();
    assert.equal(run('/bin/sh', command, path).stdout, 'begun\n');
    assert.ok(Date.now() - begun < 10_000);
  });
});
