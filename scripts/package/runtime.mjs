// @ts-check
// Node.js for Windows devices that have none: from the npm registry, by npm, each file checked against a pinned hash.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { giveUp, root, say } from '../setup.mjs';

/** @typedef {{ package: string, integrity: string }} Pinned */

const pinned = () =>
  /** @type {{ version: string, licence: Pinned } & Record<string, Pinned>} */ (
    JSON.parse(readFileSync(path.join(root, 'scripts/data/node-runtimes.json'), 'utf8'))
  );

const BLOCK = 512;

/** @param {Buffer} header @param {number} from @param {number} length */
const field = (header, from, length) => header.toString('latin1', from, from + length).replace(/\0[^]*$/, '');

/**
 * @param {Buffer} tarball as npm packs it
 * @param {string} name of the wanted file, such as package/LICENSE
 * @returns {Buffer}
 */
export const fileOfTarball = (tarball, name) => {
  const tar = gunzipSync(tarball);
  for (let offset = 0; offset + BLOCK <= tar.length;) {
    const header = tar.subarray(offset, offset + BLOCK);
    const size = Number.parseInt(field(header, 124, 12).trim() || '0', 8);
    if (field(header, 0, 100) === name) return tar.subarray(offset + BLOCK, offset + BLOCK + size);
    offset += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw new Error(`There is no ${name} in the package.`);
};

/**
 * @param {Buffer} data @param {string} integrity as the registry and package-lock.json write it
 * @param {string} what
 * @returns {Buffer} the data, when it is what was pinned
 */
export const checked = (data, integrity, what) => {
  const seen = `sha512-${createHash('sha512').update(data).digest('base64')}`;
  if (seen !== integrity) throw new Error(`${what} is not what was pinned: ${seen} instead of ${integrity}.`);
  return data;
};

/** @param {Pinned} wanted @param {string} version @returns {Buffer} the package, from npm or from an earlier time */
const fetched = (wanted, version) => {
  const folder = path.join(root, 'build/runtime');
  const file = path.join(folder, `${wanted.package}-${version}.tgz`);
  const spec = `${wanted.package}@${version}`;
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    say(`Fetching ${spec} from the npm registry ...`);
    try {
      // The integrity is checked below against our own pin: the registry's word alone would not do.
      execFileSync('npm', ['pack', spec, '--silent', '--pack-destination', folder], {
        cwd: folder,
        stdio: ['ignore', 'ignore', 'inherit'],
        shell: process.platform === 'win32',
      });
    } catch {
      giveUp(`${spec} could not be fetched from the npm registry. Without --runtime the package is made without it.`);
    }
  }
  return checked(readFileSync(file), wanted.integrity, spec);
};

/** @param {string} architecture x64 or arm64 */
export const nodeRuntime = async (architecture) => {
  const { version, [architecture]: wanted } = pinned();
  if (wanted === undefined || architecture === 'licence')
    return giveUp(`There is no Node.js runtime for ${architecture}: x64 or arm64.`);
  return { version, package: wanted.package, node: fileOfTarball(fetched(wanted, version), 'package/bin/node.exe') };
};

/** The licence stands in the packages for other systems only; it is the same release's. */
export const nodeLicence = async () => {
  const { version, licence } = pinned();
  return fileOfTarball(fetched(licence, version), 'package/LICENSE').toString('utf8');
};
