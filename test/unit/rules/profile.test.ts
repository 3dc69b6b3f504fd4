import assert from 'node:assert/strict';
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
});
