import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';

const page = readFileSync('SECURITY.md', 'utf8');
const cited = [...page.matchAll(/\]\((test\/[^)]+)\) "([^"]+)"/g)].map(([, file = '', title = '']) => ({
  file,
  title,
}));

/** The rows of the table under a heading. */
const rowsUnder = (heading: string): string[] => {
  const [, part = ''] = page.split(`## ${heading}`);
  return (part.split('\n## ')[0] ?? '').split('\n').filter((line) => /^\| (?!Who |What |---)/.test(line));
};

/** What a test is called, or a table of tests calls one: not what a comment says of it. */
const isTitle = (line: string): boolean =>
  !/^(\/\/|\*|\/\*)/.test(line) && /\b(it|describe)\(|^what: |^\[?['"`]/.test(line);

describe('The threat model', () => {
  for (const [heading, fewest] of [
    ['Who could be hostile', 18],
    ['What comes from outside has limits', 9],
  ] as const)
    it(`names a test for each row: ${heading}`, () => {
      const rows = rowsUnder(heading);
      assert.ok(rows.length >= fewest, `${rows.length} rows`);
      for (const row of rows) assert.match(row, /\]\(test\//, row);
    });

  for (const { file, title } of cited) {
    it(`finds in ${file}: ${title}`, () => {
      assert.ok(existsSync(file), file);
      const lines = readFileSync(file, 'utf8')
        .split('\n')
        .map((line) => line.trim());
      assert.ok(
        lines.some((line) => line.includes(title) && isTitle(line)),
        `${file} has no test "${title}"`,
      );
    });
  }
});
