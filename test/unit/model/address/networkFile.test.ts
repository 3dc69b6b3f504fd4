import assert from 'node:assert/strict';
import type { UnitFile } from '../../../../core/src/parse/guest/unitFiles.js';
import { filesFor, valuesOf } from '../../../../core/src/model/address/networkFile.js';
import { healthy } from '../../../support/healthyFacts.js';

const card = healthy('guest.interfaces')['guest.interfaces'].find(({ name }) => name === 'eth0')!;

const file = (path: string, match: Record<string, string>, network: readonly [string, string][] = []): UnitFile => ({
  path,
  sections: [
    { name: 'Match', entries: Object.entries(match).map(([key, value]) => ({ key, value })) },
    { name: 'Network', entries: network.map(([key, value]) => ({ key, value })) },
  ],
});
const chosen = (...files: readonly UnitFile[]): string | undefined => filesFor(card, files)[0]?.path;

describe('The .network file of an interface', () => {
  it('is the first by name that matches, wherever it lies', () => {
    const late = file('/etc/systemd/network/99-dhcp-en.network', { Name: 'e*' });
    const early = file('/run/systemd/network/10-eth0.network', { Name: 'eth0' });
    assert.equal(chosen(late, early), early.path);
  });

  it('is the one in /etc where /run has one of the same name', () => {
    const etc = file('/etc/systemd/network/10-a.network', { Name: 'eth0' });
    assert.equal(chosen(file('/run/systemd/network/10-a.network', { Name: 'eth0' }), etc), etc.path);
  });

  it('matches by MAC address, by several names and by negation', () => {
    assert.equal(chosen(file('/etc/a.network', { MACAddress: '00-15-5D-4E-15-2C' })), '/etc/a.network');
    assert.equal(chosen(file('/etc/a.network', { Name: 'eth1 eth0' })), '/etc/a.network');
    assert.equal(chosen(file('/etc/a.network', { Name: '!eth0' })), undefined);
    assert.equal(chosen(file('/etc/a.network', { Name: 'eth0', MACAddress: '00:00:00:00:00:01' })), undefined);
  });

  it('matches by wildcards and sets of characters', () => {
    for (const name of ['e*', '*0', '*', 'et?0', 'eth[0-9]', 'e[!x]h0', 'eth[^1]', '[e]*[0]'])
      assert.equal(chosen(file('/etc/a.network', { Name: name })), '/etc/a.network', name);
    for (const name of ['e', 'e*1', 'eth0?', 'eth[1-9]', 'eth[!0]', 'eth.', 'e[', '[', '[]', 'eth0[', '(', '\\'])
      assert.equal(chosen(file('/etc/a.network', { Name: name })), undefined, name);
  });

  it('takes no time when a pattern was made up to take much', () => {
    const [name, pattern] = ['a'.repeat(50_000), `${'*a'.repeat(200)}*b`];
    const begun = Date.now();
    assert.deepEqual(filesFor({ ...card, name }, [file('/etc/a.network', { Name: pattern })]), []);
    assert.ok(Date.now() - begun < 2_000);
  });

  it('does not match without any condition, nor by another kind of file', () => {
    assert.equal(chosen(file('/etc/a.network', {})), undefined);
    assert.equal(chosen(file('/etc/a.link', { Name: 'eth0' })), undefined);
  });

  it('is none where the one in /etc is masked, and is not the one that it hides', () => {
    const hidden = file('/usr/lib/systemd/network/10-a.network', { Name: 'eth0' });
    assert.equal(chosen(hidden, { path: '/etc/systemd/network/10-a.network', sections: [] }), undefined);
    assert.equal(chosen(hidden), hidden.path);
  });

  it('has what its drop-ins add, those of /etc for those of the same name elsewhere, in the order of their names', () => {
    const main = file('/run/systemd/network/10-a.network', { Name: 'eth0' }, [['DNS', '1.1.1.1']]);
    const dropIn = (path: string, ...entries: readonly [string, string][]): UnitFile => ({
      path: `${path}.conf`,
      sections: [{ name: 'Network', entries: entries.map(([key, value]) => ({ key, value })) }],
    });
    const [found] = filesFor(card, [
      dropIn('/etc/systemd/network/10-a.network.d/20-more', ['DNS', '10.0.0.54']),
      dropIn('/usr/lib/systemd/network/10-a.network.d/10-dns', ['DNS', '9.9.9.9']),
      dropIn('/etc/systemd/network/10-a.network.d/10-dns', ['DNS', ''], ['DNS', '10.0.0.53']),
      dropIn('/etc/systemd/network/10-b.network.d/10-dns', ['DNS', '8.8.8.8']),
      main,
    ]);
    assert.ok(found);
    assert.equal(found.path, main.path);
    assert.deepEqual(valuesOf(found, 'Network', 'DNS'), ['10.0.0.53', '10.0.0.54']);
  });

  it('forgets what came before an empty value', () => {
    const one = file('/etc/a.network', { Name: 'e*' }, [
      ['DNS', '1.1.1.1'],
      ['DNS', ''],
      ['DNS', '10.0.0.53'],
    ]);
    assert.deepEqual(valuesOf(one, 'Network', 'DNS'), ['10.0.0.53']);
  });

  it('says what its drop-ins say after it, in the order of their names; those of other files say nothing', () => {
    const own = file('/etc/systemd/network/10-a.network', { Name: 'eth0' }, [['DNS', '1.1.1.1']]);
    const dropIn = (path: string, dns: string): UnitFile => file(path, {}, [['DNS', dns]]);
    const [found] = filesFor(card, [
      dropIn('/run/systemd/network/10-a.network.d/20-late.conf', '10.0.0.3'),
      dropIn('/run/systemd/network/10-a.network.d/10-early.conf', '10.0.0.9'),
      dropIn('/etc/systemd/network/10-a.network.d/10-early.conf', '10.0.0.2'),
      dropIn('/etc/systemd/network/99-b.network.d/10-other.conf', '9.9.9.9'),
      own,
    ]);
    assert.equal(found?.path, own.path);
    assert.deepEqual(valuesOf(found, 'Network', 'DNS'), ['1.1.1.1', '10.0.0.2', '10.0.0.3']);
  });
});
