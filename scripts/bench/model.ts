// What runs inside the core, measured in one process: parsers by size, walks by number of rules, and what a change opens.
import { readFileSync } from 'node:fs';
import { factParsers, type FactId } from '../../core/src/facts/facts.js';
import { parseIptablesSave } from '../../core/src/parse/iptables/save.js';
import { differenceOf } from '../../core/src/model/netfilter/difference.js';
import { inboundPackets } from '../../core/src/model/netfilter/inbound.js';
import { withInsertion } from '../../core/src/model/netfilter/insertion.js';
import { walk } from '../../core/src/model/netfilter/walk.js';
import type { World } from '../../core/src/model/netfilter/world.js';
import { dockerLike } from '../kernel-diff/dockerLike.js';
import { worldOfScene } from '../kernel-diff/worldOfScene.js';
import { diagnose } from '../../core/src/diagnose.js';
import { rules } from '../../core/src/engine/registry.gen.js';
import { deviceWithMany, listedFacts } from '../../test/support/manyThings.js';
import { figure, inTurn, median, timed, type Figure } from './measure.mjs';

const FEW = 10;
const MANY = 5000;

/** Rules that do not fit the packets that are walked, each with a source and a port of its own. */
const inputRules = (count: number): string[] =>
  Array.from(
    { length: count },
    (_none, at) => `-A INPUT -s 10.${(at >> 8) & 255}.${at & 255}.0/24 -p tcp -m tcp --dport ${10_000 + at} -j ACCEPT`,
  );

const rulesetText = (count: number): string =>
  dockerLike({ input: inputRules(count), user: [], published: true, forward: 'DROP' });

const settings = { 'all/rp_filter': 1, 'eth0/rp_filter': 1, 'bridge/bridge-nf-call-iptables': 1, 'eth0/forwarding': 1 };

/** Made anew each time: what is remembered of a world must not be had for nothing. */
const worldWith = (count: number): World =>
  worldOfScene({ rules: { nft: rulesetText(count), legacy: null }, routing: 0, settings });

const parse = (text: string): number => timed(() => parseIptablesSave(text));

const parseFigure = async (): Promise<Figure> => {
  const [whole, tenth] = [rulesetText(MANY), rulesetText(MANY / 10)];
  return inTurn(
    {
      id: 'parse-rules',
      what: `Parse ${MANY} rules`,
      against: `ten times ${MANY / 10} rules`,
      aim: 1.5,
      unit: 'ms',
      how: 'The text of `iptables-save` to typed rules. As long for each rule in a long text as in a short one: linear.',
      limit: 'Each word of each rule is looked at once.',
    },
    () => parse(whole),
    () => Array.from({ length: 10 }, () => parse(tenth)).reduce((sum, one) => sum + one, 0),
    15,
  );
};

const PACKETS = 2000;

const walkFigure = async (): Promise<Figure> => {
  const [many, few] = [worldWith(MANY), worldWith(FEW)];
  const walks = (world: World): number =>
    timed(() => {
      for (let at = 0; at < PACKETS; at += 1)
        walk(world, ...inboundPackets(world, { from: 'host', protocol: 'tcp', port: 22 + (at % 7) }));
    }) / PACKETS;
  return inTurn(
    {
      id: 'walk',
      what: `Walk a packet through ${MANY} rules that cannot match`,
      against: `through ${FEW}`,
      aim: 2,
      unit: 'ms',
      how: `A new connection from the host, to seven ports in turn, ${PACKETS} times; the ruleset is indexed before.`,
      limit: 'The index finds the rules that may fit in the logarithm of their number.',
    },
    () => walks(many),
    () => walks(few),
    7,
  );
};

const opens = (count: number): number => {
  const world = worldWith(count);
  const made = withInsertion(world, {
    backEnd: 'nft',
    table: 'filter',
    chain: 'INPUT',
    position: count + 4,
    rule: ['-p', 'tcp', '-m', 'tcp', '--dport', '9702', '-j', 'ACCEPT'],
  });
  if (made === null) throw new Error('The rule has no place.');
  return timed(() => {
    const { complete, opens: opened } = differenceOf(world, made.world);
    if (!complete || opened.certain.length === 0) throw new Error('The rule opens nothing.');
  });
};

/** A second, in milliseconds. */
const SECOND = 1000;

const opensFigures = (): Figure[] => {
  const rounds = 7;
  const first = opens(MANY);
  const rest = Array.from({ length: rounds }, () => opens(MANY));
  const row = {
    against: 'a second',
    aim: 1,
    unit: 'ms',
    how: 'Both rulesets are indexed and every connection that may fare differently is compared, by every interface.',
    limit:
      'Most of it is walking each part of the packets that fares in a way of its own through both worlds; the rest is making the indexes of worlds of which nothing is known yet. The first time, V8 interprets what it later optimizes.',
  } as const;
  return [
    figure(
      { ...row, id: 'opens-first', what: `Exactly what a rule opens among ${MANY}, the first time in a process` },
      first,
      SECOND,
      1,
    ),
    figure({ ...row, id: 'opens', what: `Exactly what a rule opens among ${MANY}` }, median(rest), SECOND, rounds),
  ];
};

/** Long enough to be measured, short enough to be measured often. */
const LEAST_TEXT = 60_000;

interface Sized {
  readonly id: string;
  readonly ratio: number;
  readonly once: number;
  readonly twice: number;
}

const sizedParser = (id: FactId, value: { readonly text: string; readonly exitCode: number }): Sized | null => {
  const times = Math.ceil(LEAST_TEXT / value.text.length);
  const [once, twice] = [times, 2 * times].map((count) => ({ ...value, text: value.text.repeat(count) }));
  const read = (of: unknown): boolean => factParsers[id](of).ok;
  // Texts that cannot be repeated, such as JSON, are no longer understood.
  if (!read(once) || !read(twice)) return null;
  const [first, second] = [once, twice].map((of) =>
    Math.min(...Array.from({ length: 9 }, () => timed(() => read(of)))),
  );
  if (first === undefined || second === undefined) return null;
  return { id, ratio: second / first, once: first, twice: second };
};

const parsersFigure = (sample: string): Figure => {
  const { facts } = JSON.parse(readFileSync(sample, 'utf8')) as { facts: Record<string, { value?: unknown }> };
  const sized = Object.entries(facts).flatMap(([id, { value }]) => {
    const text = (value as { text?: unknown } | undefined)?.text;
    if (!Object.hasOwn(factParsers, id) || typeof text !== 'string' || text === '') return [];
    return sizedParser(id as FactId, value as { text: string; exitCode: number }) ?? [];
  });
  const [worst] = sized.sort((one, other) => other.ratio - one.ratio);
  if (worst === undefined) throw new Error('No parser was measured.');
  return figure(
    {
      id: 'parsers',
      what: `The parser that grows fastest: ${worst.id}, twice the text`,
      against: `the same text once (at least ${LEAST_TEXT / 1000} kB)`,
      aim: 3,
      unit: 'ms',
      how: `The sample's text of each fact, repeated; the ${sized.length} parsers whose texts can be repeated. Twice the text in twice the time is linear.`,
      limit: 'What is measured for a millisecond or less shakes.',
    },
    worst.twice,
    worst.once,
    9,
  );
};

/** So many that a judgement is more than what it costs to judge anything. */
const MANY_THINGS = 5000;

/** The healthy device with a list that long; made anew each time, as what is remembered of one must not be had for nothing. */
const judged = (id: FactId, count: number): number => {
  const snapshot = deviceWithMany(id, count);
  return timed(() => diagnose(snapshot, rules, {}));
};

const judgementsFigure = (): Figure => {
  const rounds = 5;
  const least = (id: FactId, count: number): number =>
    Math.min(...Array.from({ length: rounds }, () => judged(id, count)));
  const empty = least('guest.hosts', 1);
  const sized = listedFacts.map((id): Sized => {
    const [once, twice] = [least(id, MANY_THINGS), least(id, 2 * MANY_THINGS)];
    return { id, once, twice, ratio: twice / once };
  });
  // What takes hardly longer than a device without them shakes, and does not grow.
  const [worst] = sized.filter(({ once }) => once > 3 * empty).sort((one, other) => other.ratio - one.ratio);
  if (worst === undefined) throw new Error('No judgement was measured.');
  return figure(
    {
      id: 'judgements',
      what: `The judgement that grows fastest: ${worst.id}, twice the list`,
      against: `the same list once (${MANY_THINGS} more than on a healthy device)`,
      aim: 3,
      unit: 'ms',
      how: `The healthy device of the tests with very many more of what each of its ${sized.length} lists names, judged by every rule. Twice the list in twice the time is linear.`,
      limit: 'Memory: what is collected as garbage grows with the lists that are held meanwhile.',
    },
    worst.twice,
    worst.once,
    rounds,
  );
};

export const modelFigures = async (sample: string): Promise<Figure[]> => [
  ...opensFigures(),
  await parseFigure(),
  await walkFigure(),
  parsersFigure(sample),
  judgementsFigure(),
];
