// Names on the wire: camelCase, and no two that differ by case only, which PowerShell could not read.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { jsonSchemas } from '../../core/src/contract/jsonSchema.js';

const propertyNames = (schema: unknown): string[] => {
  if (typeof schema !== 'object' || schema === null) return [];
  const own =
    'properties' in schema && typeof schema.properties === 'object' && schema.properties !== null
      ? Object.keys(schema.properties)
      : [];
  return [...own, ...Object.values(schema).flatMap(propertyNames)];
};

describe('The published schemas', () => {
  for (const [name, schema] of Object.entries(jsonSchemas())) {
    const properties = propertyNames(schema);

    it(`${name} has camelCase names only`, () => {
      assert.ok(properties.length > 0);
      assert.deepEqual(
        properties.filter((property) => !/^[a-z][A-Za-z0-9]*$/.test(property)),
        [],
      );
    });

    it(`${name} has no names that differ by case only`, () => {
      const distinct = new Set(properties);
      assert.equal(new Set([...distinct].map((property) => property.toLowerCase())).size, distinct.size);
    });

    it(`${name} is draft-07 and has its file`, () => {
      assert.equal((schema as { $schema: string }).$schema, 'http://json-schema.org/draft-07/schema#');
      assert.ok(readdirSync('ps-module/schemas').includes(`${name}.schema.json`));
      assert.ok(readFileSync(`ps-module/schemas/${name}.schema.json`, 'utf8').length > 100);
    });
  }
});
