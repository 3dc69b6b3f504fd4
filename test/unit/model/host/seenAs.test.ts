import assert from 'node:assert/strict';
import { seenAs } from '../../../../core/src/model/host/seenAs.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { translated } from '../../../support/switchCases.js';
import { external, internal } from '../../../support/switches.js';

const onDefault = healthy(
  'guest.interfaces',
  'host.switches',
  'host.vmNetwork',
  'host.nat',
  'host.routes',
  'host.addresses',
);
const windows = '192.168.10.20 (this Windows, which translates for the VM)';
const vpn = { address: '10.8.0.2', prefixLength: 24, interfaceIndex: 44, interfaceAlias: 'VPN', origin: 'Manual' };

describe('By which address others see the VM', () => {
  type Case = readonly [string, Parameters<typeof seenAs>[0], string | null, string];
  const cases: readonly Case[] = [
    ['the Default Switch', onDefault, '40.83.177.42', windows],
    ['a name without an address', onDefault, null, windows],
    ['the NAT of an Internal switch', translated, '40.83.177.42', windows],
    ['an Internal switch that others know the way to', { ...translated, 'host.nat': [] }, '40.83.177.42', '172.20.0.2'],
    ['an External switch', { ...onDefault, ...external }, '40.83.177.42', vm.address],
    ['a switch that nobody knows', { ...onDefault, 'host.switches': undefined }, '40.83.177.42', vm.address],
    ['a Windows whose routes are not known', { ...onDefault, 'host.routes': undefined }, '40.83.177.42', vm.address],
    ['an Internal switch of Windows without a way out', { ...translated, ...internal }, '40.83.177.42', '172.20.0.2'],
    [
      'what Windows sends by a VPN',
      {
        ...onDefault,
        'host.routes': [
          ...onDefault['host.routes'],
          { destination: '10.20.0.0/16', nextHop: '10.8.0.1', interfaceIndex: 44, metric: 1 },
        ],
        'host.addresses': [...onDefault['host.addresses'], vpn],
      },
      '10.20.0.53',
      windows.replace('192.168.10.20', '10.8.0.2'),
    ],
  ];
  for (const [name, facts, destination, expected] of cases)
    it(name, () => assert.equal(seenAs(facts, destination), expected));
});
