import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CoreFault } from '../../../core/src/engine/coreFault.js';
import { formatPrefix } from '../../../core/src/ipv4.js';
import { readProfile } from '../../../core/src/model/profile.js';
import { inLanguage } from '../../../core/src/texts/say.js';

const messageOf = (value: unknown): string => {
  try {
    readProfile(value);
  } catch (error) {
    if (error instanceof CoreFault) return error.message;
    throw error;
  }
  return '';
};

describe('A device profile', () => {
  it('is none where none is given', () => assert.equal(readProfile(undefined), undefined));

  it('says nothing where it is empty', () => {
    assert.deepEqual(readProfile({}), {
      protocol: null,
      gateway: null,
      inboundPorts: [],
      closedPorts: [],
      internalNetworks: [],
      proxy: null,
      names: [],
    });
  });

  it('is read in whatever case its properties are written, and one value as a list of one', () => {
    const profile = readProfile({
      PROTOCOL: 'Mqtt',
      Gateway: true,
      InboundPorts: 8883,
      closedports: ['1883', '5353/udp'],
      InternalNetworks: '10.1.2.3/16',
      Proxy: 'http://proxy:3128/',
      Names: ['Files.Contoso.com:443', 'time.contoso.com'],
    });
    assert.deepEqual(profile, {
      protocol: 'Mqtt',
      gateway: true,
      inboundPorts: [{ port: 8883, protocol: 'tcp' }],
      closedPorts: [
        { port: 1883, protocol: 'tcp' },
        { port: 5353, protocol: 'udp' },
      ],
      internalNetworks: [{ network: 0x0a010000, length: 16 }],
      proxy: 'http://proxy:3128',
      names: [
        { host: 'files.contoso.com', port: 443 },
        { host: 'time.contoso.com', port: null },
      ],
    });
    assert.deepEqual(profile.internalNetworks.map(formatPrefix), ['10.1.0.0/16']);
  });

  const wrong: readonly [what: string, value: unknown, where: string][] = [
    ['a property that it does not have', { Protokol: 'Mqtt' }, 'Protokol'],
    ['a protocol that there is not', { protocol: 'Http' }, 'protocol'],
    ['a port that there is not', { closedPorts: ['70000'] }, 'closedPorts'],
    ['a port of a name that there is not', { names: 'a:70000' }, 'names'],
    ['a network that there is not', { internalNetworks: ['10.0.0.999/8'] }, 'internalNetworks'],
    ['a prefix that is too long', { internalNetworks: '10.0.0.0/33' }, 'internalNetworks'],
    ['a name that would be a command', { names: '$(reboot)' }, 'names'],
    ['a proxy with a password', { proxy: 'http://user:secret@proxy' }, 'proxy'],
    ['one port of many that is none', { inboundPorts: [8883, 'mqtt'] }, 'inboundPorts[1]'],
    ['text in place of a profile', 'Mqtt', ''],
    ['a list in place of a profile', [], ''],
  ];
  for (const [what, value, where] of wrong) {
    it(`is refused with ${what}`, () => {
      assert.throws(
        () => readProfile(value),
        (error) => error instanceof CoreFault && error.id === 'ProfileNotValid' && error.target === where,
      );
    });
  }

  const accepted = { rule: 'NF001', target: '*', reason: 'New firmware', expires: '2027-03-31' };
  const told: readonly [what: string, value: unknown, message: string][] = [
    ['a property', { Protokol: 'Mqtt' }, '(Protokol): it has only protocol, gateway, '],
    ['a word', { protocol: 'Http' }, '(protocol): Amqp, AmqpWs, Mqtt or MqttWs is expected.'],
    ['an entry of a list', { closedPorts: [1883, 5671, 'x'] }, '(closedPorts[2]): a port such as 8883 or 5353/udp'],
    [
      'a list',
      { names: ['a', 'b', 'c', 'd'] },
      '(names): a name such as files.contoso.com:443, or a list of at most 3',
    ],
    [
      'a field of a suppression',
      { suppressions: [accepted, { ...accepted, reason: ' ' }] },
      '(suppressions[1].reason): a reason,',
    ],
    ['a field that is missing', { suppressions: [{ ...accepted, Expires: undefined }] }, '(suppressions[0].expires): '],
    [
      'a field too many',
      { suppressions: [{ ...accepted, device: 1 }] },
      '(suppressions[0].device): it has only rule, target, reason, expires.',
    ],
    [
      'a suppression',
      { suppressions: [accepted, 'NF001'] },
      '(suppressions[1]): an object of rule, target, reason, expires',
    ],
    ['all suppressions', { suppressions: accepted }, '(suppressions): a list of at most 200 suppressions is expected.'],
  ];
  for (const [what, value, message] of told) {
    it(`that is not valid says where and why: ${what}`, () => {
      const shown = messageOf(value);
      assert.ok(shown.startsWith(`The device profile is not valid ${message}`), shown);
    });
  }

  it('tells what is missing from what is wrong', () => {
    assert.match(messageOf({ suppressions: [{ ...accepted, expires: undefined }] }), /2027-03-31 is missing\.$/);
    assert.match(messageOf({ suppressions: [{ ...accepted, expires: 'soon' }] }), /2027-03-31 is expected\.$/);
  });

  it('says so without what a terminal would obey, and without a password', () => {
    assert.ok(messageOf({ 'a\u001b[2J\u202e': 1 }).includes('(a\\u001b[2J\\u202e)'));
    assert.ok(messageOf({ ['x'.repeat(500)]: 1 }).length < 250);
    assert.ok(!messageOf({ proxy: 'http://user:secret@proxy' }).includes('secret'));
  });

  it('says so in Japanese', () => {
    const catalogue = JSON.parse(readFileSync('core/src/texts/ja/verdict.json', 'utf8')) as Record<string, string>;
    const shown = inLanguage({ texts: catalogue, reasons: {} }, () =>
      messageOf({ suppressions: [{ ...accepted, expires: 'soon' }] }),
    );
    assert.equal(
      shown,
      'デバイス プロファイルが正しくありません (suppressions[0].expires): 必要なのは次のとおりです: 2027-03-31 のような日付。',
    );
  });
});
