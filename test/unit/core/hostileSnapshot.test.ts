import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { answerLine, type Answered } from '../../../core/src/answer.js';
import { printable } from '../../../core/src/engine/printable.js';
import { Response } from '../../../core/src/contract/response.js';
import type { Surroundings } from '../../../core/src/surroundings.js';
import { english } from '../../../core/src/texts/say.js';
import { snapshotOf } from '../../support/snapshots.js';

// Whoever sends a snapshot wrote it: a guest that was taken over, or a stranger in an issue. Here one is bent in a few
// places, in its shape and in the tools' own words, and everything that judges is asked about it.

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Place = { readonly holder: Record<string, Json>; readonly key: string };

const targets =
  'name contoso-hub.azure-devices.net\nport contoso-hub.azure-devices.net 8883\nserver 172.27.112.1\nend\n';
const { facts: seen, ...about } = snapshotOf();
const healthy = JSON.stringify({
  ...about,
  facts: { ...seen, 'guest.targets': { status: 'ok', value: { text: targets, exitCode: 0 } } },
});

const placesIn = (value: Json, found: Place[] = []): Place[] => {
  if (typeof value !== 'object' || value === null) return found;
  const holder = value as Record<string, Json>;
  for (const key of Object.keys(holder)) {
    found.push({ holder, key });
    placesIn(holder[key] as Json, found);
  }
  return found;
};

const nested = (depth: number): Json => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as Json;

const strange: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    -1,
    1e308,
    '',
    '__proto__',
    '\u0000',
    '\u202e',
    '\u001b[31m',
    '255.255.255.255/32',
    '0.0.0.0',
    {},
    [],
  ),
  fc.constant(nested(100)),
  fc.jsonValue().map((value) => value as Json),
);

/** In a text: cut, doubled, or with something foreign in it. */
const bendText = (text: string, at: number, how: number, foreign: string): string => {
  const place = at % (text.length + 1);
  const changed = [
    text.slice(0, place),
    text.slice(place),
    text + text,
    `${text.slice(0, place)}${foreign}${text.slice(place)}`,
    text.slice(0, place) + text.slice(place + (at % 40)),
    text.replaceAll('\n', '\r\n'),
    text.replace(/\d+(?=\D*$)/, '99999999999999999999'),
  ];
  return changed[how % changed.length] ?? text;
};

const bend = fc.record({
  where: fc.nat(),
  at: fc.nat(),
  how: fc.nat({ max: 8 }),
  instead: strange,
  foreign: fc.oneof(
    fc.constantFrom('\u001b[2J', '\u009b2J', '\u202e', '\u2028'),
    fc.string({ unit: 'binary', maxLength: 6 }),
  ),
});

const bent = fc.array(bend, { minLength: 1, maxLength: 6 }).map((bends) => {
  const snapshot = JSON.parse(healthy) as Json;
  for (const { where, at, how, instead, foreign } of bends) {
    const places = placesIn(snapshot);
    const place = places[where % places.length];
    if (place === undefined) continue;
    const { holder, key } = place;
    const old = holder[key];
    if (typeof old === 'string' && how < 7) holder[key] = bendText(old, at, how, foreign);
    else if (how === 7) Reflect.deleteProperty(holder, key);
    else holder[key] = structuredClone(instead);
  }
  return JSON.stringify(snapshot);
});

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.entries(value).flat().flatMap(textsIn) : [];
};

/** What things are called: words of the tools' own texts, and whole values. */
const namesIn = (device: string): readonly string[] => {
  const { device: host, facts } = JSON.parse(device) as { device: string; facts: unknown };
  const words = textsIn(facts).flatMap((text) => text.match(/[A-Za-z][A-Za-z0-9_.-]{2,}/g) ?? []);
  return [...new Set([host, ...words])];
};

/** Devices on which one name goes on, in every fact alike, with what a terminal obeys. */
const renamed = fc
  .constantFrom(
    healthy,
    ...['dns-server-silent', 'published-port-blocked'].map((name) => readFileSync(`samples/${name}.json`, 'utf8')),
  )
  .chain((device) => fc.tuple(fc.constant(device), fc.constantFrom(...namesIn(device))))
  .map(([device, name]) => device.replaceAll(name, JSON.stringify(`${name}\u001b[2J\u009b\u202e`).slice(1, -1)));

const around = (text: string): Surroundings => ({
  textsIn: () => english,
  readFile: () => text,
  randomHex: (bytes) => '5a'.repeat(bytes),
  log: () => undefined,
});

/** What walks thousands of packets, or takes a text apart word by word. */
const SLOW = ['planFirewall', 'snapshot'];

const source = { from: 'file', path: 'stranger.json' } as const;
const questions: readonly Readonly<Record<string, unknown>>[] = [
  { kind: 'diagnose', source },
  { kind: 'assess', source },
  { kind: 'dnsReport', source },
  { kind: 'firewallRules', source, where: {} },
  { kind: 'hostQuestions', source },
  { kind: 'snapshot', source, redact: true },
  { kind: 'trace', source, wish: { from: 'host', to: 'vm', port: 8883, protocol: 'tcp', withRules: [] } },
  { kind: 'planFirewall', source, wish: { port: 1884, protocol: 'tcp', source: null }, liveOnly: false },
  { kind: 'planDns', source, servers: null },
  { kind: 'planDns', source, servers: null, engine: true },
  { kind: 'planBypass', source, wish: { protocol: 'tcp', port: 8883, full: false, seconds: 30 } },
  { kind: 'destinations', source, probe: 'deep' },
  { kind: 'compare', before: { from: 'snapshot', snapshot: JSON.parse(healthy) as unknown }, source },
];

const ask = (question: Readonly<Record<string, unknown>>, text: string): Promise<Answered> =>
  answerLine(JSON.stringify({ contract: 1, ...question }), around(text));

const told = ({ response }: Answered): string => JSON.stringify(response).slice(0, 1_500);

/** The rules that a bent snapshot made throw. */
const brokenRules = ({ response }: Answered): readonly string[] =>
  response.kind === 'diagnose'
    ? response.findings.filter(({ outcome }) => outcome === 'error').map(({ rule, message }) => `${rule}: ${message}`)
    : [];

/** What a terminal would obey, of an answer that is shown. A snapshot is a file, not shown. */
const obeyed = ({ response }: Answered): readonly string[] =>
  response.kind === 'snapshot' ? [] : textsIn(response).filter((text) => printable(text) !== text);

const checkAnswer = (answered: Answered): void => {
  assert.ok(answered.exit === 'done' || answered.exit === 'refused', told(answered));
  assert.deepEqual(brokenRules(answered), []);
  assert.deepEqual(obeyed(answered), []);
  const valid = Response.safeParse(answered.response);
  assert.ok(valid.success, `${valid.error?.message ?? ''}\n${told(answered)}`);
};

describe('A snapshot from a stranger', () => {
  for (const question of questions) {
    it(`${String(question['kind'])} asks of the healthy one what it asks of the bent ones`, async () => {
      const answered = await ask(question, healthy);
      assert.equal(answered.exit, 'done', told(answered));
    });
    it(`${String(question['kind'])} answers, or refuses with a reason, however it is bent`, async () => {
      await fc.assert(
        fc.asyncProperty(bent, async (text) => checkAnswer(await ask(question, text))),
        { numRuns: SLOW.includes(String(question['kind'])) ? 10 : 60 },
      );
    }).timeout(120_000);
  }

  for (const question of questions) {
    it(`${String(question['kind'])} says nothing that a terminal obeys, whatever something of the device is called`, async () => {
      await fc.assert(
        fc.asyncProperty(renamed, async (text) => checkAnswer(await ask(question, text))),
        { numRuns: SLOW.includes(String(question['kind'])) ? 6 : 40 },
      );
    }).timeout(120_000);
  }

  const sequence = '\u001b]0;mine\u0007\u009b2J\u202e';

  it('writes no escape sequence by the error that quotes it', async () => {
    for (const text of [`${sequence}{}`, `{"kind":"${sequence}`, healthy.replace('"facts":{', `$&"${sequence}":5,`)]) {
      const answered = await ask({ kind: 'diagnose', source }, text);
      assert.equal(answered.exit, 'refused');
      checkAnswer(answered);
    }
  });

  it('writes none by the reason why a fact is not understood, which plans and traces pass on', async () => {
    const routes = { status: 'ok', value: { text: `[{"dst":"${sequence}"}]`, exitCode: 0 } };
    const snapshot = JSON.parse(healthy) as { facts: Record<string, unknown> };
    const text = JSON.stringify({ ...snapshot, facts: { ...snapshot.facts, 'guest.routes': routes } });
    const told = await Promise.all(
      questions.filter(({ kind }) => kind !== 'snapshot').map((question) => ask(question, text)),
    );
    told.forEach(checkAnswer);
    assert.ok(told.some(({ response }) => JSON.stringify(response).includes('mine')));
  });

  it('is refused where it is no JSON, however deep', async () => {
    for (const text of ['', 'null', '[]', '{', '['.repeat(200_000), `{"kind":${'['.repeat(200_000)}`])
      assert.equal((await ask({ kind: 'diagnose', source }, text)).exit, 'refused', text.slice(0, 20));
  });

  it('does not take the core down where it is nested a hundred thousand deep', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const { facts, ...rest } = JSON.parse(healthy) as { facts: Record<string, unknown> };
    const mark = { status: 'ok', value: 'DEEP' };
    const bottomless = { ...facts, 'host.nat': mark, 'guest.routes': mark, 'host.newOne': mark };
    const text = JSON.stringify({ ...rest, facts: bottomless }).replaceAll('"DEEP"', deep);
    checkAnswer(await ask({ kind: 'diagnose', source }, deep));
    assert.equal((await ask({ kind: 'diagnose', source }, text)).exit, 'done');
    for (const question of [...questions, { kind: 'snapshot', source }]) {
      const answered = await ask(question, text);
      assert.doesNotThrow(() => JSON.stringify(answered.response), String(question['kind']));
      checkAnswer(answered);
    }
  });
});
