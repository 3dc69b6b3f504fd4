import type { DnsAnswer, DnsName, DnsReportRow } from '../contract/dnsReport.js';
import { printable } from '../engine/printable.js';
import type { FactTable } from '../facts/readFacts.js';
import { answering, type Question } from '../model/dns/dns.js';
import type { NameLookup } from '../model/item.js';
import { dnsLayers, type LayerServer } from './dnsLayers.js';
import { say } from '../texts/say.js';

interface ReportContext {
  /** The snapshot's clock. */
  readonly now: Date;
  readonly device: string;
}

type Verdict = Pick<DnsReportRow, 'verdict' | 'message'>;

type Lookup = Pick<NameLookup, 'name' | 'addresses' | 'state'> & { readonly from: string };

interface Asked {
  readonly probe: readonly Question[];
  readonly lookups: readonly Lookup[];
  /** Names that the caller asks about besides. */
  readonly wanted: readonly string[];
}

const valueOr = <T>(state: { readonly ok: true; readonly value: T } | { readonly ok: false }, none: T): T =>
  state.ok ? state.value : none;

const askedIn = (facts: FactTable, wanted: readonly string[]): Asked => {
  const from = 'host';
  return {
    probe: [
      ...valueOr(facts['guest.dnsProbe'], []),
      ...valueOr(facts['host.dnsProbe'], []).map((query) => ({ ...query, from })),
    ],
    lookups: [
      ...valueOr(facts['guest.nameProbe'], []),
      ...valueOr(facts['host.nameProbe'], []).map((lookup) => ({ ...lookup, from })),
    ],
    wanted: [...new Set(wanted.map((name) => name.toLowerCase()))],
  };
};

const answerOf = (probe: readonly Question[], { from, server }: LayerServer, transport: 'udp' | 'tcp'): DnsAnswer => {
  if (from === null || server === '') return { state: 'notAsked', tookMs: null };
  const state = answering(probe, from, server, transport);
  const answered = probe.find(
    (query) =>
      query.from === from && query.server === server && query.transport === transport && query.state === 'answered',
  );
  return { state, tookMs: answered?.tookMs ?? null };
};

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** What the VM itself makes of a name; null where it makes nothing of it. */
const vmGives = (lookups: readonly Lookup[], name: string): readonly string[] | null => {
  const own = lookups.filter((one) => one.from === 'vm' && isSame(one.name, name)).flatMap((one) => one.addresses);
  return own.length > 0 ? own : null;
};

/** Names of the cloud rotate among addresses: two layers agree when they share one. */
const agrees = (here: readonly string[], vm: readonly string[] | null): boolean | null =>
  here.length === 0 || vm === null ? null : here.some((address) => vm.includes(address));

/** Where there is no name to ask for, a server is asked for the root. */
const ROOT = '.';

type Answer = Pick<Question, 'name' | 'addresses'>;

/**
 * Each server of the VM is asked for each name. Those of the host are asked for one: the others are as its own resolution
 * has them. The device's own name counts at neither: no server of the host need know it.
 */
const answersAt = ({ probe, lookups, wanted }: Asked, { from, server }: LayerServer): readonly Answer[] => {
  const answered = probe.filter((query) => query.state === 'answered' && query.name !== ROOT);
  const here = answered.filter((query) => query.from === from && query.server === server);
  if (from !== 'host' || here.length === 0) return here;
  const needed = [...wanted, ...probe.filter((query) => query.from !== from).map(({ name }) => name)];
  const isNeeded = ({ name }: Answer): boolean => needed.some((one) => isSame(one, name));
  const told = lookups.filter(
    (one) =>
      one.from === from &&
      one.state !== 'timedOut' &&
      isNeeded(one) &&
      !here.some(({ name }) => isSame(name, one.name)),
  );
  return needed.length === 0 ? here : [...here.filter(isNeeded), ...told];
};

/** The caller's own first. */
const namesAt = (asked: Asked, at: LayerServer): DnsName[] => {
  const answers = at.server === '' ? [] : answersAt(asked, at);
  const others = [...new Set(answers.map(({ name }) => name.toLowerCase()))].filter(
    (name) => !asked.wanted.includes(name),
  );
  const wanted = at.server === '' ? [] : asked.wanted;
  return [...wanted, ...others].map((name) => {
    const own = answers.filter((answer) => isSame(answer.name, name));
    const addresses = [...new Set(own.flatMap((answer) => answer.addresses))];
    return { name, addresses, asked: own.length > 0, agrees: agrees(addresses, vmGives(asked.lookups, name)) };
  });
};

const withoutServer = ({ layer, missing }: LayerServer): Verdict => {
  if (missing !== null) return { verdict: 'unknown', message: missing };
  if (layer === 'engine')
    return {
      verdict: 'unused',
      message: say("The container engine has no servers of its own: containers use the VM's."),
    };
  if (layer === 'network')
    return { verdict: 'unknown', message: say('Which servers the containers of this network ask is not known.') };
  return { verdict: 'fails', message: say('No server is assigned here.') };
};

const namesOf = (names: readonly DnsName[]): string => names.map(({ name }) => name).join(', ');

/** A server that answers is as well as its answers. */
const verdictOfAnswers = (names: readonly DnsName[]): Verdict => {
  const lost = names.filter(({ asked, addresses }) => asked && addresses.length === 0);
  if (lost.length > 0)
    return {
      verdict: 'fails',
      message: say('It answers, but gives no address for {names}.', { names: namesOf(lost) }),
    };
  const unasked = names.filter(({ asked }) => !asked);
  if (unasked.length > 0)
    return {
      verdict: 'unknown',
      message: say('It answers; this look did not ask it for {names}.', { names: namesOf(unasked) }),
    };
  const others = names.filter((one) => one.agrees === false);
  if (others.length > 0)
    return {
      verdict: 'works',
      message: say('It answers, with other addresses than the VM gets for {names}.', { names: namesOf(others) }),
    };
  return { verdict: 'works', message: say('It answers, and every name asked for resolves.') };
};

const verdictFor = (
  at: LayerServer,
  answers: readonly DnsAnswer[],
  names: readonly DnsName[],
  spare: boolean,
): Verdict => {
  if (at.server === '') return withoutServer(at);
  if (spare) return { verdict: 'unused', message: say('A spare: it is asked only where no other server is assigned.') };
  const states = answers.map(({ state }) => state);
  if (states.includes('answered')) return verdictOfAnswers(names);
  if (states.includes('refused'))
    return {
      verdict: 'fails',
      message: say('It refuses questions: nobody serves DNS there, or a firewall rejects them.'),
    };
  if (states.includes('silent'))
    return { verdict: 'fails', message: say('It does not answer: the questions or the answers are dropped.') };
  return { verdict: 'unknown', message: say('It was not asked.') };
};

/** What the caller's own names become here, for the table, which has no column for names. */
const withWanted = (message: string, names: readonly DnsName[], wanted: readonly string[]): string =>
  [
    message,
    ...names
      .filter(({ name, addresses }) => addresses.length > 0 && wanted.some((one) => isSame(one, name)))
      .map(({ name, addresses }) => `${name} = ${addresses.join(', ')}`),
  ].join(' ');

/** Where names are resolved, layer by layer: one row a server. Wanted names are told of even where nobody asked for them. */
export const dnsReport = (facts: FactTable, context: ReportContext, wanted: readonly string[] = []): DnsReportRow[] => {
  const asked = askedIn(facts, wanted);
  const layers = dnsLayers(facts);
  const assigned = layers.some(({ layer, server }) => (layer === 'vmLink' || layer === 'vmGlobal') && server !== '');
  return layers.map((at) => {
    const [udp, tcp] = [answerOf(asked.probe, at, 'udp'), answerOf(asked.probe, at, 'tcp')];
    const names = namesAt(asked, at);
    const { verdict, message } = verdictFor(at, [udp, tcp], names, at.layer === 'vmFallback' && assigned);
    return {
      layer: at.layer,
      scope: printable(at.scope),
      server: printable(at.server),
      configuredIn: at.configuredIn,
      udp,
      tcp,
      names: names.map((one) => ({ ...one, name: printable(one.name), addresses: one.addresses.map(printable) })),
      verdict,
      message: printable(withWanted(message, names, asked.wanted)),
      device: context.device,
      collectedAt: context.now.toISOString(),
    };
  });
};
