// What a parser makes of a text must be what was printed: parse(print(x)) = x, for any x and in every layout of the field.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { factIds, factParsers, type FactId, type FactValues } from '../../../core/src/facts/facts.js';
import { arbitraryFacts, type GeneratedId } from '../../support/arbitraryFacts.js';
import { printers } from '../../support/printFacts.js';
import { layouts, type Layout } from '../../support/printLayouts.js';

/** As a collector hands it over. */
const collected = (id: FactId, printed: unknown): unknown =>
  id.startsWith('guest.') ? { text: printed, exitCode: 0 } : printed;

const givesBack = (id: FactId, printed: unknown, told: unknown): void => {
  const result = factParsers[id](collected(id, printed));
  const shown = typeof printed === 'string' ? printed : JSON.stringify(printed);
  assert.ok(result.ok, `${result.ok ? '' : result.reason}\n${shown}`);
  assert.deepEqual(result.value, told, shown);
};

const layoutsOf = <K extends GeneratedId>(id: K): readonly Layout<K>[] =>
  layouts[id] ?? [
    { name: 'as collected', print: printers[id] as (value: FactValues[K]) => string, told: (value) => value },
  ];

/** Facts of the guest that are not printed here from any value: whose own tests do, or what is one word or a table of samples. */
const elsewhere: readonly string[] = [
  // Rules: iptables/save.test.ts.
  ...['guest.iptablesNft', 'guest.iptablesLegacy', 'guest.ip6tablesNft', 'guest.ip6tablesLegacy'],
  ...['guest.ip4save', 'guest.ip6save'],
  // Questions that were asked: probes.test.ts.
  ...['guest.dnsProbe', 'guest.nameProbe', 'guest.reach', 'guest.ntpProbe', 'guest.pathMtu'],
  ...['guest.gatewayProbe', 'guest.arpProbe'],
  ...['guest.hostName', 'guest.tools', 'guest.iptablesVersion', 'guest.trafficControl', 'guest.containerResolvConf'],
];

describe('What was printed', () => {
  it('is any value of every fact of the guest, or told of elsewhere', () => {
    const ofGuest = (ids: readonly string[]): string[] => ids.filter((id) => id.startsWith('guest.')).sort();
    assert.deepEqual(ofGuest([...Object.keys(arbitraryFacts), ...elsewhere]), ofGuest(factIds));
  });

  for (const id of Object.keys(arbitraryFacts) as GeneratedId[])
    for (const { name, print, told } of layoutsOf(id) as readonly Layout<FactId>[])
      it(`is understood as it was meant: ${id}, ${name}`, () => {
        fc.assert(
          fc.property(arbitraryFacts[id] as fc.Arbitrary<FactValues[FactId]>, (generated) => {
            const value = structuredClone(generated); // with the prototype of all objects
            givesBack(id, print(value), told(value));
          }),
          { numRuns: 200 },
        );
      });
});
