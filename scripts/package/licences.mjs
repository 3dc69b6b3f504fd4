// @ts-check
// What other people's work is in a package: their licences for people, and a bill of materials (CycloneDX) for programs.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../setup.mjs';

/** @typedef {{ name: string, version: string, licence: string, text: string }} Other */
/** @typedef {{ architecture: string, node: Buffer, licence: string, version: string } | null} Runtime */

/** @param {string[]} files that are in the bundle @returns {Other[]} the packages that they belong to */
export const bundledPackages = (files) => {
  const names = new Set(files.map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? ''));
  return [...names].sort().map((name) => {
    const folder = path.join(root, 'node_modules', name);
    const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    if (file === undefined) throw new Error(`${name} is bundled and has no licence file.`);
    return {
      name,
      version: about.version,
      licence: about.license,
      text: readFileSync(path.join(folder, file), 'utf8'),
    };
  });
};

/** @param {Other[]} others @param {Runtime} runtime */
export const notices = (others, runtime) => {
  const node =
    runtime === null ? [] : [{ name: 'Node.js', version: runtime.version, licence: 'MIT', text: runtime.licence }];
  const parts = [...others, ...node].map(
    ({ name, version, licence, text }) =>
      `${'='.repeat(80)}\n${name} ${version} (${licence})\n${'='.repeat(80)}\n\n${text.replaceAll('\r\n', '\n').trim()}\n`,
  );
  return `This package contains work of others, under these licences.\n\n${parts.join('\n')}`;
};

/**
 * No time and no random number in it: the same content gives the same bill.
 * @param {{ name: string, version: string, others: Other[], runtime: Runtime }} content
 */
export const softwareBill = ({ name, version, others, runtime }) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: {
    component: { 'bom-ref': name, type: 'application', name, version, licenses: [{ license: { id: 'MIT' } }] },
  },
  components: [
    ...others.map((other) => ({
      type: 'library',
      name: other.name,
      version: other.version,
      purl: `pkg:npm/${other.name.replace('@', '%40')}@${other.version}`,
      licenses: [{ license: { id: other.licence } }],
    })),
    ...(runtime === null
      ? []
      : [
          {
            type: 'application',
            name: 'node',
            version: runtime.version,
            purl: `pkg:npm/node-win-${runtime.architecture}@${runtime.version}`,
            licenses: [{ license: { id: 'MIT' } }],
            hashes: [{ alg: 'SHA-256', content: createHash('sha256').update(runtime.node).digest('hex') }],
          },
        ]),
  ],
});
