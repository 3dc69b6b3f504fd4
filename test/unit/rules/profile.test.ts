import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { DeviceProfile } from '../../../core/src/contract/profile.js';
import { diagnose } from '../../../core/src/diagnose.js';
import { rules } from '../../../core/src/engine/registry.gen.js';
import { healthyFacts, vm } from '../../support/healthyFacts.js';
import { tried } from '../../support/reachCases.js';
import { snapshotOf, type Change } from '../../support/snapshots.js';

const failing = (profile: unknown, change: Change = {}): string[] =>
  diagnose(snapshotOf(change), rules, { profile, excludeRules: ['DEV001'] })
    .findings.filter(({ outcome }) => outcome === 'fail')
    .map(({ rule, message }) => `${rule}: ${message}`);

const mqttClosed: Change = { 'guest.reach': [...healthyFacts['guest.reach'], tried(vm.hub, 8883, 'silent')] };

describe('The device profile', () => {
  it('changes nothing where it says what is', () => {
    assert.deepEqual(failing({ protocol: 'Amqp', proxy: '' }), []);
  });

  it('decides which protocol is judged', () => {
    assert.deepEqual(failing({}, mqttClosed), []);
    const [first] = failing({ protocol: 'Mqtt' }, mqttClosed);
    assert.match(first ?? '', /^EP001: .*port 8883, which MQTT needs/);
  });

  it('adds names that must resolve', () => {
    const [known] = healthyFacts['guest.nameProbe'];
    const change: Change = {
      'guest.nameProbe': [known!, { ...known!, name: 'files.contoso.com', addresses: [], state: 'unresolved' }],
    };
    assert.deepEqual(failing({}, change), []);
    assert.match(failing({ names: 'Files.contoso.com' }, change).join('\n'), /^DNS011: .*files\.contoso\.com/m);
  });

  it('says which proxy there must be', () => {
    assert.match(failing({ proxy: 'http://proxy:3128' }).join('\n'), /^PX006: /m);
  });

  it('says which ports must be reached', () => {
    assert.match(failing({ inboundPorts: ['8883', '9600'] }).join('\n'), /^NF020: .*port 9600\/tcp/m);
  });

  it('says which ports must be closed', () => {
    assert.match(failing({ closedPorts: 8883 }).join('\n'), /^NF019: Port 8883\/tcp/m);
  });

  it('says whether others connect through it', () => {
    const withoutHub: Change = {
      'guest.containers': healthyFacts['guest.containers'].filter(({ name }) => name !== 'edgeHub'),
    };
    assert.match(failing({ gateway: false }).join('\n'), /^NF019: .*no gateway/m);
    assert.match(failing({ gateway: true }, withoutHub).join('\n'), /^NF020: .*is a gateway/m);
  });

  it('says whose machines are internal', () => {
    const beyond = /^NF019: .*beyond the internal network/m;
    const handedOn: Change = {
      'host.portProxies': [
        { kind: 'v4tov4', listenAddress: '0.0.0.0', listenPort: 443, connectAddress: vm.address, connectPort: 443 },
      ],
    };
    assert.match(failing({ internalNetworks: '10.1.0.0/16' }, handedOn).join('\n'), beyond);
    assert.doesNotMatch(failing({ internalNetworks: '10.1.0.0/16' }).join('\n'), beyond);
  });

  it('has a table of what each property does, with rules that there are', () => {
    const page = readFileSync('docs/device-profile.md', 'utf8');
    const rows = new Map(
      [...page.matchAll(/^\| `(\w+)` \| .* \| ((?:[A-Z]+\d{3}(?:, )?)+) \|$/gm)].map((row) => [row[1], row[2]]),
    );
    const judging = Object.keys(DeviceProfile.shape).filter((property) => property !== 'suppressions');
    assert.deepEqual([...rows.keys()].sort(), judging.sort());
    const users = new Set<string>(rules.filter(({ uses }) => uses?.includes('profile')).map(({ id }) => id));
    for (const [property, ids] of rows)
      assert.deepEqual(
        (ids ?? '').split(', ').filter((id) => !users.has(id)),
        [],
        `${property} names a rule that reads no profile`,
      );
  });
});
