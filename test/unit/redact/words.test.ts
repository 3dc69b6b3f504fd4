// What of a text stays, and what does not.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rewriter, type Language } from '../../../core/src/redact/words.js';
import { plain, redactedText, valuesFor } from './support.js';

const language: Language = { words: new Set('address via dev state UP network service'.split(' ')) };

const write = (text: string, own: Language = language): string => plain(rewriter(valuesFor(), own)(text));

/** Tokens as one letter a kind, for their own letters differ with every key. */
const shown = (text: string, own?: Language): string =>
  write(text, own)
    .replace(/name-[a-p]{10}/gi, 'N')
    .replace(/\b(?:10|172|192\.168)\.\d+\.\d+\.\d+(?<!\.0)|\b10\.\d+\.\d+\.0(?=\/)/g, 'A');

describe('The words of a text', () => {
  const stay = [
    'address 1500 UP',
    '10Gbps 3582sec 64KiB 0x1/0xff 1.8.9 v1.8.9 2026-03-01T08:15:00Z [12:720] 0.00',
    'via 0.0.0.0/0 dev eth0',
    'lo docker0 enp3s0 wlan0 ens5 eth0.100@if5',
    'localhost edgeAgent edgeHub azure-iot-edge',
    'mcr.microsoft.com time.windows.com global.azure-devices-provisioning.net pool.ntp.org registry-1.docker.io dns.google',
    '00:00:00:00:00:00 ff:ff:ff:ff:ff:ff 01:80:c2:00:00:00',
    'c08cb7b8-9b3c-408e-8e30-5e16a3aeb444 C08CB7B8-9B3C-408E-8E30-5E16A3AEB444',
    '(a sign): "quoted", [in] {braces} <up> 50% ~. +x'.replace(/[a-z]+/g, 'dev'),
    '[::]:443 :::443 ::1 127.0.0.53%lo:53',
    '99-dhcp-en.network',
  ];
  for (const text of stay) it(`stay: ${text}`, () => assert.equal(write(text), text));

  const go: [string, string][] = [
    ['PLC-7', 'N'],
    ['contoso-hub.azure-devices.net', 'N.azure-devices.net'],
    ['CONTOSO-HUB.AZURE-DEVICES.NET', 'N.AZURE-DEVICES.NET'],
    ['contosoregistry.azurecr.io/plant/reader:2.1', 'N.azurecr.io/N/N:2.1'],
    ['gw1.plant.contoso.com', 'N.N.N.com'],
    ['azure-devices.net.contoso.com', 'N.N.N.com'],
    ['http://proxy.contoso.com:3128/', 'N://N.N.com:3128/'],
    ['.contoso.com,*.contoso.local', '.N.com,*.N.local'],
    ['EDGE-7-EFLOW', 'N-EFLOW'],
    ['via 10.1.2.3 dev eth0', 'via A dev eth0'],
    ['10.1.2.3:443', 'A:443'],
    ['10.1.2.3-10.1.2.9', 'A-A'],
    ['10.1.2.0/24', 'A/24'],
    ['::ffff:10.1.2.3', '::ffff:A'],
    ['[::ffff:10.1.2.3]:443', '[::ffff:A]:443'],
    ['既定のスイッチ', 'N'],
    ['müller@contoso.com', 'N@N.com'],
    ['address\u0007\u001b[31m', 'address[N'],
    ['address\ue000\ue001', 'address'],
  ];
  for (const [text, becomes] of go) it(`go: ${JSON.stringify(text)}`, () => assert.equal(shown(text), becomes));

  it('keep an address and its beginnings related, backwards and in lists too', () => {
    const [four, six] = [write('10.20.30.40'), write('2a02:8109:1234::5')];
    const octets = four.split('.');
    const back = [...octets].reverse().join('.');
    assert.equal(write('40.30.20.10.in-addr.arpa'), `${back}.in-addr.arpa`);
    assert.equal(write('~30.20.10.in-addr.arpa.'), `~${back.slice(back.indexOf('.') + 1)}.in-addr.arpa.`);
    assert.ok(write('b._udp.x.30.20.10.in-addr.arpa').endsWith(`.${back.slice(back.indexOf('.') + 1)}.in-addr.arpa`));
    assert.equal(
      write('10.20.30.*,10.20.,dev'),
      `${octets.slice(0, 3).join('.')}.*,${octets.slice(0, 2).join('.')}.,dev`,
    );
    const [high = '', low = ''] = six.split(':');
    const nibbles = Array.from(high.padStart(4, '0') + low.padStart(4, '0'))
      .reverse()
      .join('.');
    assert.equal(write('9.0.1.8.2.0.a.2.ip6.arpa'), `${nibbles}.ip6.arpa`);
    assert.notEqual(nibbles, '9.0.1.8.2.0.a.2');
  });

  for (const text of [
    '172.in-addr.arpa',
    '168.192.in-addr.arpa',
    '10.*,192.168.*',
    '0.0.127.in-addr.arpa',
    '8.e.f.ip6.arpa',
  ])
    it(`keep the beginnings that everybody has: ${text}`, () => assert.equal(write(text), text));

  it('keep the form of an identifier, and what it shares with a shorter one', () => {
    const long = write(`6868c9739a37${'c'.repeat(52)}`);
    assert.match(long, /^[0-9a-f]{64}$/);
    assert.notEqual(long.slice(0, 12), '6868c9739a37');
    assert.equal(write('br-6868c9739a37'), `br-${long.slice(0, 12)}`);
    assert.equal(write('veth6868c97'), `veth${long.slice(0, 7)}`);
  });

  it('keep the form of an id of Windows', () =>
    assert.match(write('{AD1A5AE0-0000-4000-8000-000000000001}'), /^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/));

  it('keep the form of a MAC address, which is the same address in each', () => {
    const colons = write('3c:52:82:4e:15:20');
    assert.match(colons, /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
    assert.notEqual(colons.slice(0, 8), '3c:52:82');
    assert.equal(write('3C-52-82-4E-15-20'), colons.replace(/:/g, '-').toUpperCase());
    assert.equal(write('3C52824E1520'), colons.replace(/:/g, '').toUpperCase());
    assert.equal(write('3c52824e1520', { ...language, plainMacs: true }), colons.replace(/:/g, ''));
  });

  for (const [whose, prefix] of [
    ["Hyper-V's", '00:15:5d'],
    ["the engine's", '02:42'],
  ] as const) {
    it(`keep what says that a MAC address is ${whose}`, () => {
      const mac = `${prefix}:4e:15:2c:01`.slice(0, 17);
      assert.ok(write(mac).startsWith(prefix));
      assert.notEqual(write(mac), mac);
    });
  }

  it('keep a MAC address of one machine one of one machine', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(255), { minLength: 6, maxLength: 6 }), (bytes) => {
        const first = bytes[0] ?? 0;
        const mac = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
        assert.equal(parseInt(write(mac).slice(0, 2), 16) & 3, first & 3);
      }),
    ));

  it('are numbers with dots, not addresses, where a format has versions', () =>
    assert.equal(write('5.15.153.1-2', { ...language, versions: true }), '5.15.153.1-2'));

  it('tell what a product is, though not whose', () => {
    const own = { ...language, telling: /vpn|wi-?fi|802\.11/i };
    assert.equal(shown('ContosoVPN', own), 'N-VPN');
    assert.equal(shown('802.11ac', own), 'N-802.11');
  });

  it('are known in every case where names are compared so', () =>
    assert.equal(write('NETWORK Address', { ...language, anyCase: true }), 'NETWORK Address'));
});

describe('Secrets', () => {
  const secrets = [
    'HostName=contoso-hub.azure-devices.net;DeviceId=edge-1;SharedAccessKey=c2VjcmV0IGtleSBvZiB0aGUgbGFi',
    'SharedAccessSignature sr=contoso&sig=aGVsbG8%2Bd29ybGQ%3D&se=1700000000',
    'AccountKey=aGVsbG8rd29ybGQvaGVsbG8rd29ybGQ=;EndpointSuffix=core.windows.net',
    'password: hunter2',
    'Password = "hunter two"',
    'apikey=12345678',
    'https://operator:hunter2@proxy.contoso.com:3128',
    'aGVsbG8rd29ybGQ5aGVsbG8rd29ybGQ=',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjb250b3NvIn0.c2lnbmF0dXJl',
    'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789',
  ];
  const canaries = /hunter|c2Vj|aGVs|contoso(?!\.com)|operator|12345678|0123456789|edge-1|eyJ/i;
  for (const secret of secrets) {
    for (const [id, text] of [
      ['guest.upstream', `hub=${secret}\n`],
      ['guest.hosts', `10.0.0.1 ${secret}\n`],
      ['guest.networkFiles', `==> /etc/systemd/network/10-x.network\n[Network]\nDomains=${secret}\n`],
      [
        'guest.iptablesNft',
        `*filter\n:INPUT DROP [0:0]\n-A INPUT -m comment --comment "${secret.replace(/"/g, '')}" -j DROP\nCOMMIT\n`,
      ],
    ] as const)
      it(`are not left in ${id}: ${secret.slice(0, 40)}`, () => assert.doesNotMatch(redactedText(id, text), canaries));
  }
});
