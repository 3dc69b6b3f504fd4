import assert from 'node:assert/strict';
import { CoreFault } from '../../../core/src/engine/coreFault.js';
import { formatPrefix } from '../../../core/src/ipv4.js';
import { readProfile } from '../../../core/src/model/profile.js';

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
});
