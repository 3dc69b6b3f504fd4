import assert from 'node:assert/strict';
import { parseLeases } from '../../../core/src/parse/guest/leases.js';
import { parseNetworkState, type NetworkdLink } from '../../../core/src/parse/guest/networkState.js';
import { reasonOf, sample, valueOf } from './sample.js';

const read = (name: string): readonly NetworkdLink[] => valueOf(parseNetworkState(sample(name)));

describe('The state of systemd-networkd', () => {
  it('networkctl status --all', () => {
    const all = read('networkctl-status.systemd252.txt');
    assert.deepEqual(
      all.map(({ index, name }) => `${index} ${name}`),
      ['1 lo', '2 eth0', '3 docker0', '6 br-88a69d14c866', '9 veth1e12175', '10 vethae9c6f1', '11 vethf46da54'],
    );
    assert.deepEqual(all[1], {
      index: 2,
      name: 'eth0',
      type: 'ether',
      operational: 'routable',
      setup: 'configured',
      networkFile: '/etc/systemd/network/99-dhcp-en.network',
      addresses: ['172.27.120.111', 'fe80::215:5dff:fe4e:152c'],
      gateways: ['172.27.112.1'],
      dns: ['172.27.112.1'],
    });
    assert.deepEqual(
      [all[0]?.setup, all[0]?.networkFile, all[0]?.addresses],
      ['unmanaged', null, ['127.0.0.1', '::1']],
    );
  });

  it('networkctl list says the same of their states', () => {
    const states = ({ index, name, type, operational, setup }: NetworkdLink) => ({
      index,
      name,
      type,
      operational,
      setup,
    });
    assert.deepEqual(
      read('networkctl-list.systemd252.txt').map(states),
      read('networkctl-status.systemd252.txt').map(states),
    );
  });

  it('with the star of a terminal without UTF-8, behind a summary', () => {
    assert.deepEqual(read('networkctl-status.photon-docker.txt'), [
      {
        index: 2,
        name: 'eth0',
        type: 'ether',
        operational: 'routable',
        setup: 'configured',
        networkFile: '/etc/systemd/network/99-dhcp-en.network',
        addresses: ['198.51.100.131', 'fe80::20c:29ff:fe55:3ca6'],
        gateways: ['198.51.100.2'],
        dns: ['198.51.100.2'],
      },
    ]);
  });

  it('takes nothing from log lines below', () => {
    const log =
      '\nNov 23 21:58:53 EDGE systemd-networkd[32]: eth0: Gateway: 10.0.0.1\nNov 23 21:58:53 EDGE x: eth0: Link UP\n';
    const text = sample('networkctl-status.systemd252.txt');
    assert.deepEqual(valueOf(parseNetworkState(text + log)), valueOf(parseNetworkState(text)));
  });

  for (const text of ['', 'WARNING: systemd-networkd is not running, output will be incomplete.\n', '  1 lo loopback'])
    it(`does not understand ${JSON.stringify(text)}`, () =>
      assert.match(reasonOf(parseNetworkState(text)), /not understood/));
});

describe("systemd-networkd's leases", () => {
  it('of the Default Switch', () => {
    assert.deepEqual(valueOf(parseLeases(sample('leases.default-switch.txt'))), [
      {
        interface: 'eth0',
        address: '172.27.120.111',
        router: ['172.27.112.1'],
        dns: ['172.27.112.1'],
        server: '172.27.112.1',
        lifetimeSeconds: 3600,
      },
    ]);
  });

  it('without router and DNS, with an interface that is gone', () => {
    const text = '==> /run/systemd/netif/leases/7\n# private\nADDRESS=10.0.0.9\nLIFETIME=infinity\nROUTER=\n\n';
    assert.deepEqual(valueOf(parseLeases(text)), [
      { interface: '7', address: '10.0.0.9', router: [], dns: [], server: null, lifetimeSeconds: null },
    ]);
  });

  it('there are none where no DHCP is used', () => assert.deepEqual(valueOf(parseLeases('')), []));

  it('does not understand a file that holds no lease', () =>
    assert.match(reasonOf(parseLeases('==> /run/systemd/netif/leases/2 -> eth0\nhello\n')), /not understood/));
});
