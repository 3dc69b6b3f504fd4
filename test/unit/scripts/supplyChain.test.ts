// What is installed to build and to test is what was looked at: exact versions, each with the hash that the registry's has.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly integrity?: string; readonly resolved?: string }>
  >;
}
interface Wanted {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

describe('The supply chain', () => {
  for (const folder of ['.', 'scripts/mutate']) {
    const wanted = read(`${folder}/package.json`) as Wanted;
    const { packages } = read(`${folder}/package-lock.json`) as Lock;

    it(`is pinned in ${folder}: each package that is asked for by its exact version, and locked at it`, () => {
      for (const [name, version] of Object.entries({ ...wanted.dependencies, ...wanted.devDependencies })) {
        assert.match(version, /^\d+\.\d+\.\d+$/, name);
        assert.equal(packages[`node_modules/${name}`]?.version, version, name);
      }
    });

    it(`is pinned in ${folder}: each package behind it by its hash, and by no address, which is the registry's to say`, () => {
      const locked = Object.entries(packages).filter(([name]) => name !== '');
      assert.ok(locked.length > 50);
      for (const [name, { integrity = '', resolved }] of locked) {
        assert.match(integrity, /^sha512-/, name);
        assert.equal(resolved, undefined, name);
      }
    });
  }

  it('is pinned in the workflows: each action by the hash of its commit, with its version beside it', () => {
    const folder = '.github/workflows';
    const used = readdirSync(folder)
      .flatMap((file) => readFileSync(`${folder}/${file}`, 'utf8').split('\n'))
      .filter((line) => line.includes('uses:'));
    assert.ok(used.length > 0);
    for (const line of used) assert.match(line, /@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('brings nothing into what is shipped but zod', () => {
    assert.equal((read('package.json') as Wanted).dependencies, undefined);
  });
});
