// @ts-check
// Proves of every regular expression in core/src that its time is linear in its input: `node scripts/check-regexes.mjs`.
//
// The proof is recheck's (https://makenowjust-labs.github.io/recheck). It takes a minute and is needed by nobody who only
// builds or tests, so it is no dependency: `npm install --no-save recheck@4.5.0 --omit=optional` first.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { giveUp, root, say } from './setup.mjs';

process.env['RECHECK_BACKEND'] = 'pure';

/**
 * What the checker cannot finish, by the text of the expression, with why it is harmless all the same: all of them begin at the
 * beginning of a line, and each repetition is bounded or ends where the next thing begins.
 */
const bounded = new Set([
  String.raw`/^(\S{1,64}): flags=\d{1,10}<([^>]*)> {1,8}mtu (\d{1,10})/`,
  String.raw`/^(\S{1,64}) {1,64}Link encap:(.*)$/`,
  String.raw`/^(\d{1,10}): ([^\s:@]{1,64})(?:@[^\s:]{1,64})?: <([^>]*)>(.*)$/`,
  String.raw`/^(?!!$)[A-Za-z0-9_.,:/+=@%*!-]+$/`,
  String.raw`/^\s*([^\s=[]{1,64})\s*=/`,
  String.raw`/^\s*([A-Z][^:]{0,60}):(?:\s|$)/`,
]);

/** @returns {Map<string, string>} each expression with the file that it stands in first */
const expressions = () => {
  const found = new Map();
  const folder = path.join(root, 'core/src');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const source = ts.createSourceFile(
      file,
      readFileSync(path.join(folder, file), 'utf8'),
      ts.ScriptTarget.Latest,
      true,
    );
    /** @param {ts.Node} node */
    const visit = (node) => {
      if (ts.isRegularExpressionLiteral(node) && !found.has(node.text)) found.set(node.text, file);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
};

const name = 'recheck';
const recheck = await import(name).catch(() =>
  giveUp('recheck is not installed: npm install --no-save recheck@4.5.0 --omit=optional'),
);

let unproved = 0;
const all = expressions();
for (const [text, file] of all) {
  if (bounded.has(text)) continue;
  const [, source = '', flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(text) ?? [];
  const { status, complexity } = recheck.checkSync(source, flags, { timeout: 10_000, checker: 'automaton' });
  if (status === 'safe' && ['safe', 'linear'].includes(complexity.type)) continue;
  unproved += 1;
  console.log(`core/src/${file}: ${text}: ${complexity?.summary ?? status}`);
}
say(`${all.size} regular expressions, ${bounded.size} of them bounded by hand, ${unproved} not proved linear`);
process.exitCode = unproved > 0 ? 1 : 0;
