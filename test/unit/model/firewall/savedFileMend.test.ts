import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { savedFileFaults } from '../../../../core/src/model/firewall/savedFile.js';
import { savedFileMend, stockCommand } from '../../../../core/src/model/firewall/savedFileMend.js';
import { parseIptablesSave } from '../../../../core/src/parse/iptables/save.js';
import { savedText } from '../../../support/firewall.js';

const path = '/etc/systemd/scripts/ip4save';
const saved = (text: string) => ({ path, changedAt: null, text, ruleset: parseIptablesSave(text) });

/** What the shell of the VM gets of a command. */
const shellOf = (command: string): string => command.slice(command.indexOf("'") + 1, -1).replaceAll("''", "'");

/** What a shell makes of it, without sudo and for another file. */
const outcomeOf = (command: string, text: string): string => {
  const script = shellOf(command).replaceAll('sudo ', '').replaceAll(path, '"$file"');
  const run =
    'file=$(mktemp -d)/ip4save; cat >"$file"; ' + `{ ${script}; } >/dev/null; cat "$file"; rm -r "$(dirname "$file")"`;
  return spawnSync('bash', ['-c', run], { input: text, encoding: 'utf8' }).stdout;
};

describe('What mends the file of the firewall', () => {
  it('is the stock file, where there is none', () => {
    const rules = savedText()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    const made = outcomeOf(stockCommand(), '').trim().split('\n');
    assert.deepEqual(
      made.map((line) => line.replace('-p icmp -m icmp', '-p icmp')),
      rules.map((line) => line.replace('-p icmp -m icmp', '-p icmp')),
    );
  });

  it('ends the last table, also of a text that ends within a line', () => {
    for (const end of ['', '\n']) {
      const text = savedText().replace('COMMIT\n', '').trimEnd() + end;
      const { commit, drop } = savedFileMend(saved(text), 'nft');
      assert.equal(drop, '');
      assert.deepEqual(savedFileFaults(saved(outcomeOf(commit, text)), 'legacy'), []);
    }
  });

  it('ends the last line, where it is legacy that loads the file', () => {
    const text = savedText().trimEnd();
    assert.deepEqual(savedFileFaults(saved(text), 'nft'), []);
    assert.deepEqual(savedFileFaults(saved(text), 'legacy'), ['no line feed ends its last line, COMMIT']);
    const { end, commit, drop } = savedFileMend(saved(text), 'legacy');
    assert.deepEqual([outcomeOf(end, text), commit, drop], [savedText(), '', '']);
  });

  it('takes out what has no chain, and nothing else', () => {
    const text = savedText([
      '-A DOCKER-USER -j RETURN',
      '-A INPUT -p tcp -m tcp --dport 443 -j ACCEPT',
      '-A INPUT -j GONE',
    ]);
    const { commit, drop } = savedFileMend(saved(text), 'nft');
    assert.equal(commit, '');
    assert.equal(outcomeOf(drop, text), savedText(['-A INPUT -p tcp -m tcp --dport 443 -j ACCEPT']));
  });

  it('is nothing where neither makes the whole file load', () => {
    assert.deepEqual(savedFileMend(saved('hello\n'), 'legacy'), { end: '', commit: '', drop: '' });
  });
});
