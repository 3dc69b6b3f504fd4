import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readDaemonDns } from '../../../core/src/repairs/daemonEdit.js';
import engineScript from '../../../core/src/repairs/engineDns.sh';

const servers = ['10.0.0.53', '10.0.1.53'];

const edited = (text: string): string => {
  const edit = readDaemonDns(text)?.edit(servers) ?? assert.fail(`not editable: ${text}`);
  return text.slice(0, edit.at) + edit.insert + text.slice(edit.at + edit.remove);
};

/** What the guest tells of a file, by the guest's own shell. */
const told = (bytes: Buffer): string => {
  const masked = /^masked\(\) \{[^]*?^\}$/m.exec(engineScript)?.[0] ?? assert.fail('no such function');
  const script = `export LC_ALL=C; set -u; ${masked}\nIFS= read -rd '' text; masked "$text"`;
  return spawnSync('bash', ['-c', script], { input: bytes, encoding: 'latin1' }).stdout;
};

describe('Setting "dns" in daemon.json', () => {
  const cases: [string, string, string][] = [
    ['no file', '', '{\n  "dns": ["10.0.0.53", "10.0.1.53"]\n}\n'],
    ['an empty object', '{}', '{"dns": ["10.0.0.53", "10.0.1.53"]}'],
    [
      'another key, in the hand of whoever wrote it',
      '{\r\n\t"log-driver": "local"\r\n}',
      '{\r\n\t"dns": ["10.0.0.53", "10.0.1.53"],\r\n\t"log-driver": "local"\r\n}',
    ],
    [
      'other servers',
      '{"a":1, "dns" : [\n "8.8.8.8" ] ,"b":"x"}',
      '{"a":1, "dns" : ["10.0.0.53", "10.0.1.53"] ,"b":"x"}',
    ],
    ['a file of blanks', ' \n', '{\n  "dns": ["10.0.0.53", "10.0.1.53"]\n}\n'],
    [
      'objects and lists before it',
      '{"x":{"y":[1]},"dns":["8.8.8.8"]}',
      '{"x":{"y":[1]},"dns":["10.0.0.53", "10.0.1.53"]}',
    ],
    [
      'a text of that name',
      '{"x":"dns","y":["1.1.1.1"]}',
      '{"dns": ["10.0.0.53", "10.0.1.53"],"x":"dns","y":["1.1.1.1"]}',
    ],
    ['an empty list', '{"dns":[]}', '{"dns":["10.0.0.53", "10.0.1.53"]}'],
    [
      'keys and texts of the same name deeper down',
      '{"x":{"dns":["1.1.1.1"]},"y":["dns","]"],"z":"\\"dns\\":[]"}',
      '{"dns": ["10.0.0.53", "10.0.1.53"],"x":{"dns":["1.1.1.1"]},"y":["dns","]"],"z":"\\"dns\\":[]"}',
    ],
  ];
  for (const [title, text, expected] of cases)
    it(`beside ${title}`, () => {
      assert.equal(edited(text), expected);
      const before = text.trim() === '' ? {} : (JSON.parse(text) as object);
      assert.deepEqual(JSON.parse(edited(text)), { ...before, dns: servers }, 'nothing else is lost');
    });

  for (const text of [
    '{',
    '[]',
    'null',
    '"dns"',
    '{"dns":"8.8.8.8"}',
    '{"dns":[1]}',
    '{"dns":[],"dns":[]}',
    '\uFEFF{}',
  ])
    it(`leaves alone ${JSON.stringify(text)}`, () => {
      assert.equal(readDaemonDns(text), null);
    });

  it('names the servers that it has', () => {
    assert.deepEqual(readDaemonDns('{"dns":["8.8.8.8","xxxxxxx"]}')?.servers, ['8.8.8.8']);
    for (const text of ['', '{}']) assert.deepEqual(readDaemonDns(text)?.servers, []);
  });

  describe('is planned without what the file keeps secret:', () => {
    const readable: [string, string][] = [
      [
        '{"log-opts":{"splunk-token":"B5A7\\"9-\\u00e9"},"dns":["8.8.8.8"],"debug":true,"n":-1.5e3}',
        '{"xxxxxxxx":{"xxxxxxxxxxxx":"xxxxxxxxxxxxxx"},"dns":["8.8.8.8"],"xxxxx":true,"x":-1.5e3}',
      ],
      ['{"k": "p\u00e4ss"}\n', '{"x": "xxxxx"}\n'],
      ['', ''],
    ];
    for (const [text, expected] of readable)
      it(JSON.stringify(text), () => {
        assert.equal(told(Buffer.from(text)), expected);
        assert.equal(told(Buffer.from(text)).length, Buffer.byteLength(text), 'each byte is where it was');
      });
    for (const text of ['{"a": hunter2}', '{"a": "b} hunter2', '{"a": "\\q"}', 'hunter2', '{"*": *}', '\uFEFF{}'])
      it(`and of what is no JSON nothing: ${JSON.stringify(text)}`, () => {
        const seen = told(Buffer.from(text));
        assert.equal(readDaemonDns(seen), null);
        assert.doesNotMatch(seen, /hunter2/);
      });
    it('a raw control character in a text is none of JSON', () => {
      assert.equal(readDaemonDns(told(Buffer.from('{"a":"x\u0001"}'))), null);
    });
  });
});
