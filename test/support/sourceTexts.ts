import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** A text in the code, and where it stands. */
export interface SourceText {
  readonly text: string;
  readonly where: string;
  /** Outside any function it would be said once, when the core is loaded: in English for ever. */
  readonly insideFunction: boolean;
}

const sourceFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(folder, file));

const isInsideFunction = (node: ts.Node): boolean =>
  ts.findAncestor(node, (one) => ts.isFunctionLike(one)) !== undefined;

const calls = (node: ts.Node, names: readonly string[], found: (call: ts.CallExpression) => void): void => {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && names.includes(node.expression.text))
    found(node);
  ts.forEachChild(node, (child) => {
    calls(child, names, found);
  });
};

/** The first arguments of every call of these functions in the core, as far as they are literals. */
export const firstArguments = (...names: readonly string[]): readonly SourceText[] => {
  const texts: SourceText[] = [];
  for (const file of sourceFiles('core/src')) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    calls(source, names, (call) => {
      const [first] = call.arguments;
      if (first === undefined || !ts.isStringLiteralLike(first)) return;
      const line = source.getLineAndCharacterOfPosition(call.getStart()).line + 1;
      texts.push({ text: first.text, where: `${file}:${line}`, insideFunction: isInsideFunction(call) });
    });
  }
  return texts;
};

/** What the repair scripts answer, with the values that it puts in as `{0}`, `{1}`. */
const shellReasons = (): string[] => {
  const script = readdirSync('core/src/repairs')
    .filter((file) => file.endsWith('.sh'))
    .map((file) => readFileSync(path.join('core/src/repairs', file), 'utf8'))
    .join('\n');
  const answers = [
    ...script.matchAll(
      /(?:answer [a-z]+|(?:answer_taken_back|nothing_done) "\$\w+"|echo) (?:'([^']*)'|"((?:[^"$\n]|\$\([^)]*\)|\$\w+)*)")/g,
    ),
  ];
  const texts = answers
    .map(([, plain, filled]) => {
      let count = -1;
      return plain ?? (filled ?? '').replace(/\$\([^)]*\)|\$\w+/g, () => `{${(count += 1)}}`);
    })
    .filter((text) => /[a-z]/.test(text));
  return [...new Set(texts)];
};

const windowsReasons = (): string[] => {
  const strings = readFileSync('ps-module/en-US/EflowNetDiag.reasons.psd1', 'utf8');
  return [...strings.matchAll(/^ {4}\w+ += '(.*)'$/gm)].map(([, text]) => (text ?? '').replaceAll("''", "'"));
};

/** Every reason that a snapshot or a repair's answer may carry, whoever wrote it. */
export const allReasons = (): readonly string[] => [
  ...firstArguments('reason').map(({ text }) => text),
  ...shellReasons(),
  ...windowsReasons(),
];
