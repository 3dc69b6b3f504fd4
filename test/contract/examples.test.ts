// Every published type has examples that zod and ajv both accept, and others that both refuse: the schemas that people
// validate with say the same as the code that decides.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { published } from '../../core/src/contract/jsonSchema.js';
import { requests } from '../../core/src/contract/request.js';
import { responses } from '../../core/src/contract/response.js';

const names = Object.keys(published) as (keyof typeof published)[];
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const schemaOf = (name: string): object => read(`ps-module/schemas/${name}.schema.json`) as object;

const filesIn = (folder: string): string[] => readdirSync(folder).map((file) => path.join(folder, file));

describe('The contract', () => {
  for (const name of names) {
    const byAjv = new Ajv({ strict: false, allErrors: true }).compile(schemaOf(name));
    const byZod = (value: unknown): boolean => published[name].safeParse(value).success;

    for (const file of filesIn(`test/contract/examples/${name}`)) {
      it(`accepts ${name} ${path.basename(file, '.json')}`, () => {
        assert.equal(byZod(read(file)), true, 'zod');
        assert.equal(byAjv(read(file)), true, JSON.stringify(byAjv.errors));
      });
    }
    for (const file of filesIn(`test/contract/rejected/${name}`)) {
      it(`refuses ${name} ${path.basename(file, '.json')}`, () => {
        assert.equal(byZod(read(file)), false, 'zod');
        assert.equal(byAjv(read(file)), false, 'ajv');
      });
    }
  }

  for (const [name, kinds] of [
    ['Request', Object.keys(requests)],
    ['Response', Object.keys(responses)],
  ] as const) {
    it(`has an example of every kind of ${name}`, () => {
      const shown = filesIn(`test/contract/examples/${name}`).map((file) => (read(file) as { kind: string }).kind);
      assert.deepEqual([...new Set(shown)].sort(), [...kinds].sort());
    });
  }
});
