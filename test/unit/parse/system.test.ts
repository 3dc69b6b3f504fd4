import assert from 'node:assert/strict';
import { parseClock } from '../../../core/src/parse/guest/clock.js';
import { parseConntrack } from '../../../core/src/parse/guest/conntrack.js';
import { parseHostName } from '../../../core/src/parse/host/name.js';
import { parseKernelSettings } from '../../../core/src/parse/guest/kernelSettings.js';
import { parseMemory } from '../../../core/src/parse/guest/memory.js';
import { parseNftTables } from '../../../core/src/parse/iptables/nftTables.js';
import { parsePacketFilterTool } from '../../../core/src/parse/iptables/packetFilterTool.js';
import { parseRelease } from '../../../core/src/parse/guest/release.js';
import { parseServices } from '../../../core/src/parse/guest/services.js';
import { parseTools } from '../../../core/src/parse/guest/tools.js';
import { parseUpstream } from '../../../core/src/parse/guest/upstream.js';
import { reasonOf, valueOf } from './sample.js';

describe('The release', () => {
  const mariner =
    '==> /etc/os-release\nNAME="Common Base Linux Mariner"\nID=mariner\nVERSION_ID="2.0"\nPRETTY_NAME="CBL-Mariner/Linux"\n\n';
  const eflow = '==> /etc/os-subrelease\nID=eflow\n\n';
  const product = '==> /etc/product-info.toml\n[[product]]\nname = "EFLOW"\nversion = "1.4.10.09021"\n\n';
  const kernel = '==> /proc/sys/kernel/osrelease\n5.15.131.1-2.cm2\n\n';

  it('of an EFLOW VM', () => {
    assert.deepEqual(valueOf(parseRelease(mariner + eflow + product + kernel)), {
      id: 'mariner',
      versionId: '2.0',
      prettyName: 'CBL-Mariner/Linux',
      eflow: true,
      eflowVersion: '1.4.10.09021',
      kernel: '5.15.131.1-2.cm2',
    });
  });

  it('of another machine', () => {
    const debian = "==> /etc/os-release\nPRETTY_NAME='Debian GNU/Linux 12'\n# ID=x\nID=debian\n";
    assert.deepEqual(valueOf(parseRelease(debian)), {
      id: 'debian',
      versionId: '',
      prettyName: 'Debian GNU/Linux 12',
      eflow: false,
      eflowVersion: null,
      kernel: null,
    });
  });

  for (const text of ['', 'ID=mariner', eflow, '==> /etc/os-release\nNAME=x\n'])
    it(`does not understand ${JSON.stringify(text)}`, () =>
      assert.match(reasonOf(parseRelease(text)), /The release not understood/));
});

describe('Kernel settings', () => {
  it('by name, a dot within an interface name as a slash', () => {
    const text = 'net.ipv4.ip_forward = 1\nnet.ipv4.conf.eth0/5.rp_filter = 2\nnet.empty =\n';
    assert.deepEqual(valueOf(parseKernelSettings(text)), {
      'net.ipv4.ip_forward': '1',
      'net.ipv4.conf.eth0/5.rp_filter': '2',
      'net.empty': '',
    });
  });

  it('does not understand an error message', () =>
    assert.match(
      reasonOf(parseKernelSettings('net.ipv4.ip_forward = 1\nsysctl: permission denied\n')),
      /permission denied/,
    ));

  it('the table of connections, and none', () => {
    const text = 'net.netfilter.nf_conntrack_count = 12\nnet.netfilter.nf_conntrack_max = 262144\n';
    assert.deepEqual(valueOf(parseConntrack(text)), { count: 12, max: 262144 });
    assert.deepEqual(valueOf(parseConntrack('')), { count: null, max: null });
    assert.match(reasonOf(parseConntrack('oops')), /not understood/);
  });
});

describe('Memory', () => {
  it('total and available', () =>
    assert.deepEqual(
      valueOf(parseMemory('MemTotal:        2033572 kB\nMemFree:  1 kB\nMemAvailable:    1431404 kB\n')),
      {
        totalKb: 2033572,
        availableKb: 1431404,
      },
    ));

  it('does not understand half of it', () =>
    assert.match(reasonOf(parseMemory('MemTotal:        2033572 kB\n')), /not understood/));
});

describe('The clock', () => {
  it('with what systemd knows of it', () => {
    const text = '1795471182.750000000\nNTPSynchronized=yes\nServerName=time.windows.com\n';
    assert.deepEqual(valueOf(parseClock(text)), {
      epochSeconds: 1795471182.75,
      synchronized: true,
      ntpServer: 'time.windows.com',
    });
  });

  it('alone, as busybox prints it', () =>
    assert.deepEqual(valueOf(parseClock('1795471182\n')), {
      epochSeconds: 1795471182,
      synchronized: null,
      ntpServer: null,
    }));

  for (const text of ['', '1795471182.%N', 'Mon Nov 23 21:10:00 UTC 2026', '-5'])
    it(`does not understand ${JSON.stringify(text)}`, () =>
      assert.match(reasonOf(parseClock(text)), /The clock not understood/));
});

describe('Services', () => {
  const resolved =
    'Id=systemd-resolved.service\nLoadState=loaded\nActiveState=active\nSubState=running\nUnitFileState=enabled\n';
  const missing = '\nId=chronyd.service\nLoadState=not-found\nActiveState=inactive\nSubState=dead\nUnitFileState=\n';

  it('one block each, in any order of properties', () => {
    const masked = '\nSubState=dead\nUnitFileState=masked\nId=docker.service\nActiveState=inactive\nLoadState=masked\n';
    assert.deepEqual(valueOf(parseServices(resolved + missing + masked)), [
      { name: 'systemd-resolved.service', load: 'loaded', active: 'active', sub: 'running', enabled: 'enabled' },
      { name: 'chronyd.service', load: 'not-found', active: 'inactive', sub: 'dead', enabled: null },
      { name: 'docker.service', load: 'masked', active: 'inactive', sub: 'dead', enabled: 'masked' },
    ]);
  });

  for (const line of resolved.trimEnd().split('\n').slice(0, 4))
    it(`does not understand a block without ${line}`, () =>
      assert.match(
        reasonOf(parseServices(resolved.replace(`${line}\n`, ''))),
        /A unit of systemctl show not understood/,
      ));

  it('does not understand a message of systemctl', () =>
    assert.match(
      reasonOf(parseServices(`${resolved}\nSystem has not been booted with systemd as init system\n`)),
      /not been booted/,
    ));
});

describe('What the device talks to', () => {
  it('as it is configured', () => {
    const text =
      'protocol=MQTTWS\nhub=contoso.azure-devices.net\nsource=/etc/aziot/config.toml\nhostName=edge-1\nprovisioning=dps\n' +
      'dps=global.azure-devices-provisioning.net\nregistry=mcr.microsoft.com\nregistry=localhost:5000\nparent=\n';
    assert.deepEqual(valueOf(parseUpstream(text)), {
      hub: 'contoso.azure-devices.net',
      protocol: 'MqttWs',
      provisioning: 'dps',
      dps: 'global.azure-devices-provisioning.net',
      parent: null,
      registries: ['mcr.microsoft.com', 'localhost:5000'],
      hostName: 'edge-1',
      source: '/etc/aziot/config.toml',
    });
  });

  it('an unknown protocol is none, as to edgeAgent itself', () =>
    assert.equal(valueOf(parseUpstream('hub=a.example\nprotocol=Http\n')).protocol, null));

  it('nothing is configured', () =>
    assert.deepEqual(valueOf(parseUpstream('')), {
      hub: null,
      protocol: null,
      provisioning: null,
      dps: null,
      parent: null,
      registries: [],
      hostName: null,
      source: null,
    }));

  it('does not understand a line without a value', () =>
    assert.match(reasonOf(parseUpstream('hub\n')), /not understood/));
});

describe('Short answers', () => {
  it('the version of iptables', () => {
    const cases: [string, string, 'nft' | 'legacy' | null][] = [
      ['iptables v1.8.10 (nf_tables)\n', '1.8.10', 'nft'],
      ['iptables v1.8.7 (legacy)\n', '1.8.7', 'legacy'],
      ['iptables v1.6.1', '1.6.1', null],
    ];
    for (const [text, version, backEnd] of cases)
      assert.deepEqual(valueOf(parsePacketFilterTool(text)), { version, backEnd });
    assert.match(reasonOf(parsePacketFilterTool('iptables: command not found')), /not understood/);
  });

  it('the tables of nft', () => {
    assert.deepEqual(valueOf(parseNftTables('table ip filter\ntable inet firewalld\n')), [
      'ip filter',
      'inet firewalld',
    ]);
    assert.deepEqual(valueOf(parseNftTables('')), []);
    for (const text of [
      'Operation not permitted (you must be root)',
      'chain ip filter',
      'table ip',
      'table ip filter {',
    ])
      assert.match(reasonOf(parseNftTables(text)), /not understood/, text);
  });

  it('the tools, by name or path', () => assert.deepEqual(valueOf(parseTools('ip\n/usr/sbin/ss\n\n')), ['ip', 'ss']));

  it('the name', () => {
    assert.equal(valueOf(parseHostName('DESKTOP-CONTOSO-EFLOW\n')), 'DESKTOP-CONTOSO-EFLOW');
    for (const text of ['', 'a b', 'x\ny', '(none)'])
      assert.match(reasonOf(parseHostName(text)), /The host name not understood/);
  });
});
