// @ts-check
// Every regular expression in core/src takes time that is linear in its input. The proof is recheck's
// (https://makenowjust-labs.github.io/recheck); it takes a minute, so that what was proved is kept in
// scripts/data/linear-regexes.json, and a test run only looks for expressions that aren't there.
//
//   node scripts/check-regexes.mjs           proves all of them anew: first
//                                            npm install --prefix build/recheck recheck@4.5.0 --omit=optional
//   node scripts/check-regexes.mjs --write   the same, and keeps what was proved
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { giveUp, root, say } from './setup.mjs';

const provedFile = path.join(root, 'scripts/data/linear-regexes.json');

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
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!file.endsWith('.ts')) continue;
    const text = readFileSync(path.join(folder, file), 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    /** @param {ts.Node} node */
    const visit = (node) => {
      if (ts.isRegularExpressionLiteral(node) && !found.has(node.text)) found.set(node.text, file);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
};

/** @returns {string[]} the expressions of which nobody has proved that they are linear, each behind its file */
export const unprovedExpressions = () => {
  const proved = new Set(JSON.parse(readFileSync(provedFile, 'utf8')));
  return [...expressions()]
    .filter(([text]) => !bounded.has(text) && !proved.has(text))
    .map(([text, file]) => `core/src/${file}: ${text}`);
};

const loadRecheck = async () => {
  process.env['RECHECK_BACKEND'] = 'pure';
  try {
    const find = createRequire(path.join(root, 'build/recheck/package.json'));
    return await import(pathToFileURL(find.resolve('recheck')).href);
  } catch {
    return giveUp('recheck is not installed: npm install --prefix build/recheck recheck@4.5.0 --omit=optional');
  }
};

const prove = async () => {
  const recheck = await loadRecheck();
  const proved = [];
  let unproved = 0;
  for (const [text, file] of expressions()) {
    if (bounded.has(text)) continue;
    const [, source = '', flags = ''] = /^\/(.*)\/([a-z]*)$/s.exec(text) ?? [];
    const { status, complexity } = recheck.checkSync(source, flags, { timeout: 20_000, checker: 'automaton' });
    if (status === 'safe' && ['safe', 'linear'].includes(complexity.type)) {
      proved.push(text);
      continue;
    }
    unproved += 1;
    console.log(`core/src/${file}: ${text}: ${complexity?.summary ?? status}`);
  }
  say(`${proved.length} regular expressions proved linear, ${bounded.size} bounded by hand, ${unproved} not proved`);
  process.exitCode = unproved > 0 ? 1 : 0;
  if (process.argv.includes('--write')) writeFileSync(provedFile, `${JSON.stringify(proved.sort(), null, 2)}\n`);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await prove();
