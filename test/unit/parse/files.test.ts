import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseFramedFiles, type FramedFile } from '../../../core/src/parse/text/framedFiles.js';
import { parseHosts } from '../../../core/src/parse/guest/hosts.js';
import { parseResolvConf } from '../../../core/src/parse/guest/resolvConf.js';
import { parseSavedRules } from '../../../core/src/parse/iptables/savedRules.js';
import { parseUnitFiles } from '../../../core/src/parse/guest/unitFiles.js';
import { reasonOf, sample, valueOf } from './sample.js';

/** As the guest prints them: a frame, the text with its would-be frames escaped, a line feed. */
const printFramed = (files: readonly FramedFile[]): string =>
  files
    .map(({ path, target, text }) => {
      const escaped = text.replace(/^ *==>/gm, ' $&');
      return `==> ${path}${target === null ? '' : ` -> ${target}`}\n${escaped}\n`;
    })
    .join('');

const line = fc.oneof(
  fc.constantFrom('==> /etc/passwd', ' ==> /x', '==>', '  ==> /x -> y', '', ' ', 'DNS=1.1.1.1\r'),
  fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\n', ' ')),
);
const file = fc.record(
  {
    path: fc
      .string({ unit: fc.constantFrom('a', '/', '.', '-', ' '), minLength: 1 })
      .map((text) => `/${text.replaceAll(' -> ', '')}`),
    target: fc.option(fc.string({ unit: fc.constantFrom('a', '/', '.', '>'), minLength: 1 })),
    text: fc.array(line).map((lines) => lines.join('\n')),
  },
  { noNullPrototype: true },
);

describe('Framed files', () => {
  it('come out as they went in, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(file, { maxLength: 5 }), (files) => {
        assert.deepEqual(valueOf(parseFramedFiles('x', printFramed(files))), files);
      }),
    );
  });

  it('does not understand text before the first frame', () =>
    assert.match(
      reasonOf(parseFramedFiles('The files', 'bash: cat: not found\n==> /x\n')),
      /^The files not understood/,
    ));
});

describe('Files in the syntax of systemd units', () => {
  const read = (text: string) =>
    valueOf(parseUnitFiles(printFramed([{ path: '/etc/systemd/network/10.network', target: null, text }])));

  it('keeps repeated keys and sections, in order', () => {
    const text =
      '[Match]\nName=eth0\n\n[Network]\nDNS=10.0.0.1\nDNS=10.0.0.2\n[Address]\nAddress=10.0.0.5/24\n[Address]\nAddress=10.0.0.6/24\n';
    assert.deepEqual(read(text), [
      {
        path: '/etc/systemd/network/10.network',
        sections: [
          { name: 'Match', entries: [{ key: 'Name', value: 'eth0' }] },
          {
            name: 'Network',
            entries: [
              { key: 'DNS', value: '10.0.0.1' },
              { key: 'DNS', value: '10.0.0.2' },
            ],
          },
          { name: 'Address', entries: [{ key: 'Address', value: '10.0.0.5/24' }] },
          { name: 'Address', entries: [{ key: 'Address', value: '10.0.0.6/24' }] },
        ],
      },
    ]);
  });

  it('keeps an empty value, which clears the ones before', () => {
    assert.deepEqual(read('[Resolve]\nDNS=\nDomains = ~. \n')[0]?.sections[0]?.entries, [
      { key: 'DNS', value: '' },
      { key: 'Domains', value: '~.' },
    ]);
  });

  it('leaves out comments, also between the parts of a long line, and what stands before the first section', () => {
    const text =
      'Lost=1\n# DNS=1.1.1.1\n[Resolve]\n;DNS=2.2.2.2\nDNS=10.0.0.1 \\\n# not this\n  10.0.0.2 \\\n  10.0.0.3\nnonsense\n';
    assert.deepEqual(read(text)[0]?.sections, [
      { name: 'Resolve', entries: [{ key: 'DNS', value: '10.0.0.1  10.0.0.2  10.0.0.3' }] },
    ]);
  });

  it('takes a bracket alone for no section', () =>
    assert.deepEqual(read('[Network]\n[DNS=1\nDNS=2]\n')[0]?.sections, [
      {
        name: 'Network',
        entries: [
          { key: '[DNS', value: '1' },
          { key: 'DNS', value: '2]' },
        ],
      },
    ]));

  it('takes Windows line ends', () => {
    assert.deepEqual(read('[Match]\r\nName=eth0\r\n')[0]?.sections, [
      { name: 'Match', entries: [{ key: 'Name', value: 'eth0' }] },
    ]);
  });

  it('keeps what a value holds behind the first equals sign', () =>
    assert.equal(read('[Match]\nKernelCommandLine=a=b')[0]?.sections[0]?.entries[0]?.value, 'a=b'));

  it('an empty file is a file; none is none', () => {
    assert.deepEqual(read(''), [{ path: '/etc/systemd/network/10.network', sections: [] }]);
    assert.deepEqual(valueOf(parseUnitFiles('')), []);
  });
});

describe('resolv.conf', () => {
  it('with its target, servers, search list and options', () => {
    const text =
      '# managed\n; by hand\nnameserver 127.0.0.53\noptions edns0 trust-ad\noptions timeout:1\nsearch mshome.net corp.example\n';
    const stub = { path: '/etc/resolv.conf', target: '/run/systemd/resolve/stub-resolv.conf', text };
    assert.deepEqual(valueOf(parseResolvConf(printFramed([stub]))), [
      {
        path: stub.path,
        target: stub.target,
        nameservers: ['127.0.0.53'],
        search: ['mshome.net', 'corp.example'],
        options: ['edns0', 'trust-ad', 'timeout:1'],
      },
    ]);
  });

  it('comments begin a line', () => {
    const text = '#nameserver 10.0.0.1\n;nameserver 10.0.0.2\nnameserver 10.0.0.3 #\nnameserver 10.0.0.4;\n';
    const files = valueOf(parseResolvConf(printFramed([{ path: '/etc/resolv.conf', target: null, text }])));
    assert.deepEqual(files[0]?.nameservers, ['10.0.0.3', '10.0.0.4;']);
  });

  it('the last of search and domain counts', () => {
    const read = (text: string) =>
      valueOf(parseResolvConf(printFramed([{ path: '/etc/resolv.conf', target: null, text }])))[0]?.search;
    assert.deepEqual(read('search a b\ndomain c'), ['c']);
    assert.deepEqual(read('domain c\nsearch a b'), ['a', 'b']);
    assert.deepEqual(read('search a\nsearch'), []);
  });
});

describe('/etc/hosts', () => {
  it('of EFLOW 1.1', () => {
    assert.deepEqual(valueOf(parseHosts(sample('etc-hosts.eflow-30.txt'))), [
      { address: '::1', names: ['ipv6-localhost', 'ipv6-loopback'] },
      { address: '127.0.0.1', names: ['localhost.localdomain'] },
      { address: '127.0.0.1', names: ['localhost'] },
      { address: '127.0.0.1', names: ['efl-vm'] },
    ]);
  });

  it('leaves comments behind a line out', () =>
    assert.deepEqual(valueOf(parseHosts('10.0.0.1\tgw gw.lan # router\n#10.0.0.2 x\n10.0.0.3\n')), [
      { address: '10.0.0.1', names: ['gw', 'gw.lan'] },
    ]));
});

describe('The saved rules', () => {
  const rules = '*filter\n:INPUT DROP [0:0]\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n';

  it('with the time of their last change', () => {
    const saved = valueOf(
      parseSavedRules(printFramed([{ path: '/etc/systemd/scripts/ip4save', target: '1700000000', text: rules }])),
    );
    assert.equal(saved?.changedAt, 1700000000);
    assert.equal(saved.text, rules);
    assert.equal(valueOf(saved.ruleset).tables[0]?.chains[0]?.rules.length, 1);
  });

  it('there are none where there is no file', () => assert.equal(valueOf(parseSavedRules('')), null));

  it('a file that is no ruleset is still a fact', () => {
    const saved = valueOf(
      parseSavedRules(printFramed([{ path: '/etc/systemd/scripts/ip4save', target: null, text: 'rm -rf /' }])),
    );
    assert.equal(saved?.ruleset.ok, false);
    assert.equal(saved.changedAt, null);
  });

  it('carriage returns are kept: iptables-restore stumbles over them', () => {
    const text = rules.replaceAll('\n', '\r\n');
    assert.equal(valueOf(parseSavedRules(printFramed([{ path: '/x', target: null, text }])))?.text, text);
  });
});
