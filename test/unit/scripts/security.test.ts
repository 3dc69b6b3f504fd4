import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';

const page = readFileSync('SECURITY.md', 'utf8');
const cited = [...page.matchAll(/\]\((test\/[^)]+)\) "([^"]+)"/g)].map(([, file = '', title = '']) => ({
  file,
  title,
}));

describe('The threat model', () => {
  it('names a test for each threat', () => {
    const [, table = ''] = page.split('## Who could be hostile');
    const threats = (table.split('\n## ')[0] ?? '').split('\n').filter((line) => /^\| (?!Who |---)/.test(line));
    assert.ok(threats.length > 10);
    for (const threat of threats) assert.match(threat, /\]\(test\//, threat);
  });

  for (const { file, title } of cited) {
    it(`finds in ${file}: ${title}`, () => {
      assert.ok(existsSync(file), file);
      assert.ok(readFileSync(file, 'utf8').includes(title), `${file} has no test "${title}"`);
    });
  }
});
