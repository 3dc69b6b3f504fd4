import assert from 'node:assert/strict';
import { parseResolver, type LinkResolver, type Resolver } from '../../../../core/src/parse/guest/resolver.js';
import { reasonOf, sample, valueOf } from '../sample.js';

const read = (name: string): Resolver => valueOf(parseResolver(sample(name)));

const link: LinkResolver = {
  index: 2,
  name: 'eth0',
  servers: [],
  currentServer: null,
  domains: [],
  defaultRoute: null,
  dnssec: 'no',
  dnsOverTls: null,
  scopes: ['DNS'],
};

const nothingGlobal = {
  servers: [],
  fallbackServers: [],
  currentServer: null,
  domains: [],
  mode: null,
  dnssec: null,
  dnsOverTls: null,
};

describe('The state of systemd-resolved', () => {
  it('of a guest on the Default Switch, systemd 239 to 246', () => {
    assert.deepEqual(read('resolvectl-eth0.eflow-default-switch.txt'), {
      global: nothingGlobal,
      links: [{ ...link, servers: ['172.27.112.1'], currentServer: '172.27.112.1', dnsOverTls: 'no' }],
    });
  });

  it('of a guest on the Default Switch, systemd 247 and later', () => {
    const { global, links } = read('resolvectl-status.systemd252.txt');
    assert.deepEqual(global, { ...nothingGlobal, mode: 'stub', dnssec: 'no', dnsOverTls: 'no' });
    assert.deepEqual(links[0], {
      ...link,
      servers: ['172.27.112.1'],
      currentServer: '172.27.112.1',
      defaultRoute: true,
      dnsOverTls: 'no',
    });
    assert.deepEqual(links[1], {
      ...link,
      index: 3,
      name: 'docker0',
      defaultRoute: false,
      dnsOverTls: 'no',
      scopes: [],
    });
    assert.equal(links.length, 6);
  });

  it('with global servers, whose labels systemd 252 prints without a colon, and lines that were wrapped', () => {
    const { global, links } = read('resolvectl-status.global-servers.systemd252.txt');
    assert.deepEqual(global, {
      servers: ['9.9.9.9', '2620:fe::fe'],
      fallbackServers: ['1.1.1.1', '8.8.8.8'],
      currentServer: '9.9.9.9',
      domains: ['~.'],
      mode: 'stub',
      dnssec: 'allow-downgrade',
      dnsOverTls: 'opportunistic',
    });
    assert.deepEqual(links[0], {
      ...link,
      servers: ['172.27.112.1', '10.0.0.53', 'fe80::1'],
      currentServer: '172.27.112.1',
      domains: ['corp.example', 'lan.example', '~plant.example'],
      defaultRoute: false,
      dnssec: 'yes',
      dnsOverTls: 'opportunistic',
    });
  });

  it('with several servers one below the other, as before systemd 247', () => {
    const text = [
      'Global',
      '       LLMNR setting: no',
      'DefaultRoute setting: yes',
      '  Current DNS Server: 10.0.0.53',
      '         DNS Servers: 10.0.0.53',
      '                      fd00::53',
      'Fallback DNS Servers: 1.1.1.1',
      '                      8.8.8.8',
      '          DNS Domain: ~.',
      '          DNSSEC NTA: 10.in-addr.arpa',
      '                      16.172.in-addr.arpa',
      '',
      'Link 2 (eth0)',
      '      Current Scopes: DNS LLMNR/IPv4',
      'DefaultRoute setting: yes',
      '      DNSSEC setting: yes',
      '         DNS Servers: fe80::1%2',
      '          DNS Domain: mshome.net',
      '                      ~corp.example',
    ].join('\n');
    const { global, links } = valueOf(parseResolver(text));
    assert.deepEqual(global.servers, ['10.0.0.53', 'fd00::53']);
    assert.deepEqual(global.fallbackServers, ['1.1.1.1', '8.8.8.8']);
    assert.deepEqual(global.domains, ['~.']);
    assert.deepEqual(links, [
      {
        ...link,
        servers: ['fe80::1%2'],
        domains: ['mshome.net', '~corp.example'],
        defaultRoute: true,
        dnssec: 'yes',
        scopes: ['DNS', 'LLMNR/IPv4'],
      },
    ]);
  });

  it('with the default route on a line of its own, as systemd 256 prints it', () => {
    const text =
      'Link 2 (eth0)\n    Current Scopes: DNS\n         Protocols: -DefaultRoute DNSSEC=no/unsupported\n     Default Route: no\n';
    assert.equal(valueOf(parseResolver(text)).links[0]?.defaultRoute, false);
    assert.equal(valueOf(parseResolver(text.replace('-DefaultRoute ', ''))).links[0]?.defaultRoute, false);
  });

  it('with delegated domains, which are no link, as systemd 258 prints them', () => {
    const text = `Global
           DNS Servers: 10.0.0.9

Delegate company
        Current Scopes: DNS
           DNS Servers: 10.9.9.9
            DNS Domain: corp.example

Link 2 (eth0)
        Current Scopes: DNS
           DNS Servers: 10.0.0.1

Delegate other
           DNS Servers: 10.9.9.10
`;
    const { global, links } = valueOf(parseResolver(text));
    assert.deepEqual(global.servers, ['10.0.0.9']);
    assert.deepEqual(
      links.map(({ name, servers, domains }) => [name, servers, domains]),
      [['eth0', ['10.0.0.1'], []]],
    );
  });

  it('with ports and names of certificates behind the servers, as resolved.conf may set them', () => {
    const text = `Link 2 (eth0)
        Current DNS Server: 10.0.0.1:5353
               DNS Servers: 1.1.1.1#cloudflare-dns.com [2606:4700::1111]:853#cloudflare-dns.com 10.0.0.1:5353
                            fe80::1%2 2001:db8::53
`;
    const [eth0] = valueOf(parseResolver(text)).links;
    assert.equal(eth0?.currentServer, '10.0.0.1');
    assert.deepEqual(eth0.servers, ['1.1.1.1', '2606:4700::1111', '10.0.0.1', 'fe80::1%2', '2001:db8::53']);
  });

  it('of a guest that has no server on any link', () => {
    const { links } = read('resolvectl-status.no-dns-on-eth0.txt');
    assert.deepEqual(
      links.map(({ name, servers, scopes }) => [name, ...servers, ...scopes]),
      [['vethe857148'], ['vethd1613b4'], ['docker0'], ['eth0']],
    );
  });

  it('of a machine that asks itself', () => {
    const eth0 = read('resolvectl-status.systemd24x-docker.azurevm.txt').links.at(-1);
    assert.deepEqual(eth0, {
      ...link,
      servers: ['127.0.0.1'],
      domains: ['ek2oglvmzcme1lipmi1rew0jlb.zx.internal.cloudapp.net'],
    });
  });

  for (const text of [
    '',
    'Failed to get global data: Unit dbus-org.freedesktop.resolve1.service not found.',
    'DNS Servers: 1.1.1.1',
  ])
    it(`does not understand ${JSON.stringify(text)}`, () =>
      assert.match(reasonOf(parseResolver(text)), /not understood/));
});
