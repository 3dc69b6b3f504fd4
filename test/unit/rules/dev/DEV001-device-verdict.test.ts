import type { Judged } from '../../../../core/src/engine/rule.js';
import rule from '../../../../core/src/rules/dev/DEV001-device-verdict.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(
  'host.eflow',
  'host.switches',
  'host.vmNetwork',
  'host.vmEndpoint',
  'host.vmAddress',
  'guest.release',
  'guest.interfaces',
  'guest.upstream',
);

const counts = { pass: 100, fail: 0, notApplicable: 12, unknown: 0, error: 0, suppressed: 0 };
const judged = (over: Partial<Judged['counts']> = {}, more: Partial<Judged> = {}): Judged => ({
  counts: { ...counts, ...over },
  first: null,
  missing: [],
  suppressions: [],
  ...more,
});
const lost = (...names: Judged['missing'][number]['fact'][]): Judged['missing'] =>
  names.map((fact) => ({ fact, reason: 'The VM is off.' }));

testRule(rule, {
  pass: [],
  fail: [
    {
      name: 'a device with faults: which to mend first',
      facts,
      judged: judged({ fail: 3, unknown: 2, error: 1 }, { first: 'DNS003' }),
      messages: ['faulty'],
      says: ['Mend DNS003 first.', '118 checks: 3 wrong, 3 not known'],
    },
  ],
  notApplicable: [],
  unknown: [
    {
      name: 'something was not seen: that is not well',
      facts,
      judged: judged({ unknown: 1 }, { missing: lost('guest.reach') }),
      says: 'Nothing is wrong that is known. EFLOW 1.5.1',
    },
    {
      name: 'a bug of ours is not well either',
      facts,
      judged: judged({ error: 1 }),
      says: '113 checks: 0 wrong, 1 not known',
    },
    {
      name: 'little was seen, and nothing was judged: it is said in few words',
      facts: {
        'host.vmAddress': facts['host.vmAddress'],
        'host.vmNetwork': [{ name: 'LAN', allocation: null, cidr: null, type: null }],
      },
      judged: judged(
        { pass: 0, unknown: 90 },
        { missing: lost('guest.clock', 'guest.hosts', 'guest.reach', 'guest.routes', 'guest.tools') },
      ),
      says: 'Whether anything is wrong is not known. EFLOW ? on ?; switch: LAN, ?; address: 172.27.120.111; ? to ?. 102 checks: 0 wrong, 90 not known, 0 well, 12 do not concern it. Not looked at: guest.clock, guest.hosts, guest.reach, guest.routes (+1).',
    },
    { name: 'nothing was asked but what the device is', facts, says: 'EFLOW 1.5.1' },
    { name: 'no check that was asked for concerns it', facts, judged: judged({ pass: 0 }), says: 'EFLOW 1.5.1' },
  ],
  notes: [
    {
      name: 'a device of which one check is well, and none is not',
      facts,
      judged: judged({ pass: 1 }),
      messages: ['well'],
      says: ['13 checks: 0 wrong, 0 not known, 1 well'],
    },
    {
      name: 'a device that is well: what it is, and how many checks say so',
      facts,
      judged: judged(),
      messages: ['well'],
      targets: ['EDGE-1'],
      says: [
        'Nothing is wrong. EFLOW 1.5.1.28104 on CBL-Mariner/Linux; switch: Default Switch, DHCP; address: 172.27.120.111/20; AMQP to contoso-hub.azure-devices.net.',
        '112 checks: 0 wrong, 0 not known, 100 well, 12 do not concern it. Not looked at: -.',
      ],
    },
    {
      name: 'what is wrong is accepted: not a fault, and not nothing either',
      facts,
      judged: judged(
        { suppressed: 1 },
        {
          suppressions: [
            { rule: 'NF001', target: '8883/tcp', reason: 'spring', expires: '2027-03-31', state: 'used', findings: 2 },
            { rule: 'DNS002', target: '*', reason: 'x', expires: '2020-01-01', state: 'expired', findings: 0 },
            { rule: 'IP001', target: 'eth?', reason: 'x', expires: '2027-01-01', state: 'unused', findings: 0 },
            { rule: 'IP002', target: '*', reason: 'x', expires: '2027-01-01', state: 'unjudged', findings: 0 },
          ],
        },
      ),
      messages: ['accepted'],
      says: [
        'Nothing is wrong but what is suppressed. EFLOW',
        'Not looked at: -. Suppressed faults: 2. Expired suppressions, which hold for nothing: DNS002 for * (2020-01-01). Unused suppressions: IP001 for eth?.',
      ],
    },
    {
      name: 'an External switch with a fixed address, on a device that is not provisioned and has no address',
      facts: {
        ...facts,
        'host.switches': [{ id: 'a', name: 'LAN', type: 'External', adapterDescriptions: [] }],
        'host.vmNetwork': [{ name: 'LAN', allocation: 'Static', cidr: null, type: 'External' }],
        'host.vmEndpoint': [],
        'guest.interfaces': [],
        'guest.upstream': { ...facts['guest.upstream'], hub: null, protocol: 'Mqtt' },
        'guest.release': { ...facts['guest.release'], prettyName: null },
      },
      judged: judged(),
      messages: ['well'],
      says: ['on mariner 2.0; switch: External "LAN", Static; address: -; MQTT to -.'],
    },
    {
      name: 'what the caller says that it should be',
      facts: {
        ...facts,
        profile: {
          protocol: 'MqttWs',
          gateway: null,
          inboundPorts: [],
          closedPorts: [],
          internalNetworks: [],
          proxy: null,
          names: [],
        },
      },
      judged: judged(),
      messages: ['well'],
      says: ['MQTT over WebSockets to contoso-hub'],
    },
  ],
});
