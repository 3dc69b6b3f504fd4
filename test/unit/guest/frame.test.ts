import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sections, type Section } from '../../../core/src/guest/sections.js';
import { unframe } from '../../../core/src/guest/frame.js';
import { nonce, printReply, printSection } from './guestSupport.js';

const mark = `@${nonce}:`;

/** Any text for any of the sections. */
const contents = fc.dictionary(fc.constantFrom(...sections), fc.string({ unit: 'binary', maxLength: 2000 }), {
  maxKeys: 8,
});

const reasonFor = (reply: readonly string[], section: Section): string => {
  const envelope = unframe(nonce, [reply.join('\n')]).sections[section];
  return envelope.status === 'ok' ? `ok: ${JSON.stringify(envelope.value)}` : envelope.reason;
};

/** What a console, sshd or another program may put between or around lines. Never our nonce. */
const noise = fc.oneof(
  fc.constantFrom(
    '',
    '   ',
    '\r',
    'Last login: Mon Nov 23',
    '@:Z',
    '@deadbeefdeadbeef:A',
    '@deadbeefdeadbeef:E:hosts',
    '\u001b[2J',
  ),
  fc.string({ maxLength: 80 }).filter((text) => !text.includes('\n') && !text.includes(nonce)),
);

describe('Reading the frames of the guest', () => {
  it('gives back every byte that a probe printed, with noise between the lines, CRLF and trailing blanks', () => {
    fc.assert(
      fc.property(
        contents,
        fc.array(noise, { maxLength: 30 }),
        fc.constantFrom('\n', '\r\n', '  \r\n', '\n\n'),
        (texts, between, lineEnd) => {
          const reply = printReply(texts).flatMap((line, at) => [between[at] ?? '', line]);
          const { sections: found } = unframe(nonce, [reply.join(lineEnd)]);
          for (const [section, text] of Object.entries(texts)) {
            const value = { text: Buffer.from(text).toString('utf8'), exitCode: 0 };
            assert.deepEqual(found[section as Section], { status: 'ok', value, tookMs: 12 });
          }
        },
      ),
    );
  });

  it('takes what stands before a mark on its line as left by another program', () => {
    const reply = printReply({ hosts: 'x' }).map((line) => `no line feed here${line}`);
    assert.match(reasonFor(reply, 'hosts'), /^ok/);
  });

  it('never takes a damaged section for a whole one', () => {
    const whole = printReply({ hosts: 'a'.repeat(3000), resolvConf: 'b'.repeat(700) });
    const damage = fc.record({
      line: fc.nat(whole.length - 1),
      at: fc.nat(600),
      kind: fc.constantFrom('drop', 'cut', 'change', 'double', 'move'),
    });
    fc.assert(
      fc.property(damage, ({ line, at, kind }) => {
        const text = whole[line] ?? '';
        const reply = [...whole];
        if (kind === 'drop') reply.splice(line, 1);
        if (kind === 'cut') reply[line] = text.slice(0, at);
        if (kind === 'change') reply[line] = `${text.slice(0, at)}${text[at] === 'Y' ? 'Z' : 'Y'}${text.slice(at + 1)}`;
        if (kind === 'double') reply.splice(line, 0, text);
        if (kind === 'move') reply.push(...reply.splice(line, 1));
        const { sections: found } = unframe(nonce, [reply.join('\n')]);
        for (const [section, expected] of [
          ['hosts', 'a'.repeat(3000)],
          ['resolvConf', 'b'.repeat(700)],
        ] as const) {
          const envelope = found[section];
          if (envelope.status === 'ok') assert.equal((envelope.value as { text: string }).text, expected);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps what came before a cut, wherever it is, and says of the rest that it was cut off', () => {
    const reply = printReply({ release: 'r', hosts: 'h'.repeat(2000), reach: 'z' }).join('\n');
    for (let length = 0; length < reply.length; length += 7) {
      const { sections: found } = unframe(nonce, [reply.slice(0, length)]);
      if (found.reach.status === 'ok') assert.ok(length > reply.length - 60);
      if (found.hosts.status !== 'ok' && length > 60) assert.match(found.hosts.reason, /cut off|none of our script/);
      if (found.hosts.status === 'ok') assert.equal(found.release.status, 'ok');
    }
  });

  const faults: [string, string[], Section, RegExp][] = [
    ['no reply', [], 'hosts', /^The guest gave no reply\.$/],
    ['something else', ['ssh: connect to host', 'Permission denied'], 'hosts', /none of our script: "ssh: connect/],
    [
      'another nonce',
      printReply({ hosts: 'x' }).map((line) => line.replace(nonce, 'ff'.repeat(16))),
      'hosts',
      /none of our script/,
    ],
    ['a section that is not there', printReply({ hosts: 'x' }), 'reach', /^The reply does not hold it\.$/],
    ['an end before it', printReply({ hosts: 'x' }).slice(0, -1), 'reach', /^The reply was cut off before it\.$/],
    ['a section twice', [...printReply({ hosts: 'x' }), ...printSection('hosts', 'x')], 'hosts', /twice/],
    [
      'a section without its end',
      printReply({ hosts: 'x', reach: 'y' }).filter((line) => !line.endsWith(':E:hosts')),
      'hosts',
      /cut off/,
    ],
    [
      'a lost line',
      printReply({ hosts: 'x'.repeat(2000) }).filter((_, at) => at !== 4),
      'hosts',
      /^Of 2000 bytes 1616 arrived\.$/,
    ],
    [
      'another hash',
      printReply({ hosts: 'x' }).map((line) => line.replace(/:[0-9a-f]{64}:/, `:${'0'.repeat(64)}:`)),
      'hosts',
      /hash differs/,
    ],
    ['no gzip', [`${mark}M:gzip`], 'hosts', /has no gzip/],
    ['no bash', [`${mark}M:bash`], 'hosts', /has no bash/],
    ['a sudo that asks', [`${mark}M:sudo`], 'hosts', /sudo asks for a password/],
  ];
  for (const [title, reply, section, reason] of faults) {
    it(`says why with ${title}`, () => assert.match(reasonFor(reply, section), reason));
  }

  it('takes a section without a hash by its length', () => {
    const reply = printReply({ hosts: 'x' }).map((line) => line.replace(/:[0-9a-f]{64}:/, ':-:'));
    assert.match(reasonFor(reply, 'hosts'), /^ok/);
  });

  it('tells a skipped section from a failed one', () => {
    const reply = [...printReply({}).slice(0, -1), `${mark}N:reach:none`, `${mark}Z`];
    assert.deepEqual(unframe(nonce, [reply.join('\n')]).sections.reach.status, 'skipped');
  });

  it('passes on exit code and truncation', () => {
    const reply = printReply({ hosts: 'x' }).map((line) =>
      line.replace(':hosts:0:', ':hosts:124:').replace(':0:12', ':1:12'),
    );
    const { hosts } = unframe(nonce, [reply.join('\n')]).sections;
    assert.deepEqual(hosts, { status: 'ok', value: { text: 'x', exitCode: 124, truncated: true }, tookMs: 12 });
  });

  it('joins the replies of several commands', () => {
    const replies = [`${mark}M:gzip`, printReply({ hosts: 'x' }).join('\n'), printReply({ reach: 'y' }).join('\n')];
    const { sections: found } = unframe(nonce, replies);
    assert.deepEqual([found.hosts.status, found.reach.status, found.routes.status], ['ok', 'ok', 'failed']);
  });

  it('never throws, and has an envelope for every section, whatever comes', () => {
    const token = fc.constantFrom(
      'A',
      'S',
      'D',
      'E',
      'N',
      'M',
      'Z',
      '__proto__',
      'constructor',
      ...sections.slice(0, 3),
    );
    const line = fc.oneof(
      noise,
      fc
        .array(fc.oneof(token, fc.string({ maxLength: 8 })), { maxLength: 9 })
        .map((words) => `${mark}${words.join(':')}`),
    );
    fc.assert(
      fc.property(fc.array(fc.array(line).map((lines) => lines.join('\n'))), (replies) => {
        assert.deepEqual(Object.keys(unframe(nonce, replies).sections), [...sections]);
      }),
      { numRuns: 500 },
    );
  });
});
