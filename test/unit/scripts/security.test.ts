import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';

const pages = ['SECURITY.md', 'docs/limits.md'].map((file) => readFileSync(file, 'utf8'));
const [model = ''] = pages;

/** A link to a test, with what the test is called as its title. */
const LINK = /\]\((?:\.\.\/)?(test\/[^) ]+) "([^"]+)"\)/g;
const cited = pages.flatMap((page) => [...page.matchAll(LINK)]).map(([, file = '', title = '']) => ({ file, title }));

/** The rows of the table under a heading. */
const rowsUnder = (heading: string): string[] => {
  const [, part = ''] = pages.join('\n').split(`# ${heading}`);
  return (part.split('\n## ')[0] ?? '').split('\n').filter((line) => /^\| (?!Who |What |---)/.test(line));
};

/** What a test is called, or a table of tests calls one: not what a comment says of it. */
const isTitle = (line: string): boolean =>
  !/^(\/\/|\*|\/\*)/.test(line) && /\b(it|describe)\(|^what: |^\[?['"`]/.test(line);

describe('The threat model', () => {
  for (const [heading, fewest] of [
    ['Who could be hostile', 18],
    ['What comes from outside has limits', 10],
  ] as const)
    it(`names a test for each row: ${heading}`, () => {
      const rows = rowsUnder(heading);
      assert.ok(rows.length >= fewest, `${rows.length} rows`);
      for (const row of rows) assert.match(row, /\]\((\.\.\/)?test\//, row);
    });

  it('is one page: what is read of it, besides where its links lead', () => {
    const words = model.replace(LINK, ']').split(/[\s|]+/).length;
    assert.ok(words < 900, `${words} words`);
  });

  it('links to no test without its name', () => {
    for (const page of pages) assert.equal(page.match(/\]\((\.\.\/)?test\//g)?.length, [...page.matchAll(LINK)].length);
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
