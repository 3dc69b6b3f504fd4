import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { GuestOutput } from '../../../core/src/contract/snapshot.js';
import type * as z from 'zod/mini';
import { collectScript } from '../../../core/src/guest/collectScript.js';
import type { Section } from '../../../core/src/guest/sections.js';
import { unframe, type Unframed } from '../../../core/src/guest/frame.js';
import { skip } from '../../support/skip.js';
import { plainBash } from '../../support/plainBash.js';

export const nonce = '0f'.repeat(16);

/** The lines that the guest's frame.sh prints for one section. */
export const printSection = (section: string, text: string | Buffer, exitCode = 0, width = 512): string[] => {
  const bytes = Buffer.from(text);
  const hash = createHash('sha256').update(bytes).digest('hex');
  const data = bytes.toString('base64').match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
  return [
    `@${nonce}:S:${section}:${exitCode}:${bytes.length}:${hash}:0:12`,
    ...data.map((line) => `@${nonce}:D:${line}`),
    `@${nonce}:E:${section}`,
  ];
};

export const printReply = (sections: Readonly<Record<string, string>>): string[] => [
  '',
  `@${nonce}:A`,
  ...Object.entries(sections).flatMap(([section, text]) => printSection(section, text)),
  `@${nonce}:Z`,
];

export const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

/** Namespaces of one's own need root: elsewhere the test says that it is skipped. */
export const needsNamespaces = (context: Mocha.Context): void => {
  if (!isRoot) skip(context, 'needs root on Linux');
  const tried = spawnSync('unshare', ['--net', '--mount', 'true']);
  if (tried.status !== 0) skip(context, 'the kernel gives no namespaces here');
  const absent = ['ip', 'iptables-save'].filter((tool) => whereIs(tool) === null);
  if (absent.length > 0) skip(context, `not installed here: ${absent.join(', ')}`);
};

/** A folder for one test file, removed at its end. Its name holds sbin, so that the script takes the path as it is. */
export const temporaryFolder = (): { folder: string; remove: () => void } => {
  const folder = mkdtempSync(path.join(tmpdir(), 'eflownetdiag-sbin-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

/** What the script cannot do without: bash and coreutils, sed and grep. */
export const fewTools =
  'bash sh timeout base64 head sed cat date readlink stat tr od dd wc grep uname sha256sum sleep env id true gzip'.split(
    ' ',
  );

const known = new Map<string, string | null>();

const whereIs = (tool: string): string | null => {
  const cached = known.get(tool);
  if (cached !== undefined) return cached;
  const found = spawnSync('bash', ['-c', 'type -P "$1"', 'bash', tool], { encoding: 'utf8' }).stdout.trim();
  const place = found.startsWith('/') ? found : null;
  known.set(tool, place);
  return place;
};

/** A folder for PATH that holds only these tools, and stand-ins by their text. */
export const pathWith = (
  folder: string,
  tools: readonly string[],
  standIns: Readonly<Record<string, string>> = {},
): string => {
  const sbin = mkdtempSync(path.join(folder, 'sbin-'));
  for (const tool of tools) {
    const real = whereIs(tool);
    if (real !== null && standIns[tool] === undefined) symlinkSync(real, path.join(sbin, tool));
  }
  for (const [tool, text] of Object.entries(standIns)) {
    writeFileSync(path.join(sbin, tool), `#!/bin/bash\n${text}\n`);
    chmodSync(path.join(sbin, tool), 0o755);
  }
  return sbin;
};

export interface Ran {
  readonly stdout: string;
  readonly code: number | null;
  readonly seconds: number;
}

export interface Surroundings {
  /** Shell text that sets the namespaces up. */
  readonly prelude?: string;
  /** Shell text that looks at them afterwards; what it prints comes last. */
  readonly epilogue?: string;
  readonly path?: string;
}

/** Runs bash in network and mount namespaces of its own, where it reads `script` with `args`. */
export const runInNamespaces = (script: string, args: readonly string[], options: Surroundings = {}): Promise<Ran> => {
  const begun = Date.now();
  const inside = `(export PATH="$1"; shift; exec bash -s -- "$@")`;
  const text = `set -e; ${options.prelude ?? ''}\n${inside}\n${options.epilogue ?? ''}`;
  const searched = options.path ?? process.env['PATH'] ?? '';
  const child = spawn('unshare', ['--net', '--mount', ...plainBash, text, 'bash', searched, ...args]);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.on('error', () => undefined);
  child.stdin.end(script);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ stdout: Buffer.concat(chunks).toString('utf8'), code, seconds: (Date.now() - begun) / 1000 });
    });
  });
};

export interface Look extends Ran {
  readonly unframed: Unframed;
}

/** Runs the real script in namespaces of its own and reads its frames. */
export const look = async (
  options: Surroundings & { readonly probe?: string; readonly seconds?: number; readonly check?: string } = {},
): Promise<Look> => {
  const ran = await runInNamespaces(
    collectScript,
    [nonce, options.probe ?? 'none', String(options.seconds ?? 30), options.check ?? 'no'],
    options,
  );
  return { ...ran, unframed: unframe(nonce, [ran.stdout]) };
};

/** What a probe printed; throws where the section did not arrive. */
export const outputOf = (unframed: Unframed, section: Section): z.infer<typeof GuestOutput> => {
  const envelope = unframed.sections[section];
  if (envelope.status !== 'ok') throw new Error(`${section}: ${envelope.reason}`);
  return envelope.value as z.infer<typeof GuestOutput>;
};

/** Shell text that lays files over /etc in the test's own mount namespace; the machine's own /etc is not touched. */
export const overEtc = (folder: string, files: Readonly<Record<string, string>>): string => {
  const etc = mkdtempSync(path.join(folder, 'etc-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(etc, name)), { recursive: true });
    writeFileSync(path.join(etc, name), text);
  }
  return `mount -t overlay overlay -o lowerdir=${etc}:/etc /etc`;
};
