import type { DnsAnswer, DnsName, DnsReportRow } from '../contract/dnsReport.js';
import { printable } from '../engine/printable.js';
import type { FactTable } from '../facts/readFacts.js';
import { answering } from '../model/dns.js';
import type { DnsQuery, NameLookup } from '../model/item.js';
import { dnsLayers, type LayerServer } from './dnsLayers.js';
import { say } from '../texts/say.js';

interface ReportContext {
  /** The snapshot's clock. */
  readonly now: Date;
  readonly device: string;
}

type Verdict = Pick<DnsReportRow, 'verdict' | 'message'>;

const answerOf = (probe: readonly DnsQuery[], { from, server }: LayerServer, transport: 'udp' | 'tcp'): DnsAnswer => {
  if (from === null || server === '') return { state: 'notAsked', tookMs: null };
  const state = answering(probe, from, server, transport);
  const answered = probe.find(
    (query) =>
      query.from === from && query.server === server && query.transport === transport && query.state === 'answered',
  );
  return { state, tookMs: answered?.tookMs ?? null };
};

/** What the VM itself makes of a name; null where it makes nothing of it. */
const vmGives = (lookups: readonly NameLookup[], name: string): readonly string[] | null => {
  const addresses = lookups.filter((one) => one.from === 'vm' && one.name === name).flatMap((one) => one.addresses);
  return addresses.length > 0 ? addresses : null;
};

/** Names of the cloud rotate among addresses: two layers agree when they share one. */
const agrees = (here: readonly string[], vm: readonly string[] | null): boolean | null =>
  here.length === 0 || vm === null ? null : here.some((address) => vm.includes(address));

const namesAt = (
  probe: readonly DnsQuery[],
  lookups: readonly NameLookup[],
  { from, server }: LayerServer,
): DnsName[] => {
  const queries = probe.filter((query) => query.from === from && query.server === server && query.state === 'answered');
  const names = [...new Set(queries.map(({ name }) => name))];
  return names.map((name) => {
    const addresses = [...new Set(queries.filter((query) => query.name === name).flatMap((query) => query.addresses))];
    return { name, addresses, agrees: agrees(addresses, vmGives(lookups, name)) };
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

const verdictFor = (
  at: LayerServer,
  answers: readonly DnsAnswer[],
  names: readonly DnsName[],
  spare: boolean,
): Verdict => {
  if (at.server === '') return withoutServer(at);
  if (spare) return { verdict: 'unused', message: say('A spare: it is asked only where no other server is assigned.') };
  const states = answers.map(({ state }) => state);
  if (states.includes('answered')) {
    const unresolved = names.filter(({ addresses }) => addresses.length === 0).map(({ name }) => name);
    if (unresolved.length === 0)
      return { verdict: 'works', message: say('It answers, and every name asked for resolves.') };
    return {
      verdict: 'fails',
      message: say('It answers, but gives no address for {names}.', { names: unresolved.join(', ') }),
    };
  }
  if (states.includes('refused'))
    return {
      verdict: 'fails',
      message: say('It refuses questions: nobody serves DNS there, or a firewall rejects them.'),
    };
  if (states.includes('silent'))
    return { verdict: 'fails', message: say('It does not answer: the questions or the answers are dropped.') };
  return { verdict: 'unknown', message: say('It was not asked.') };
};

/** Where names are resolved, layer by layer: one row a server. */
export const dnsReport = (facts: FactTable, context: ReportContext): DnsReportRow[] => {
  const probe = facts['guest.dnsProbe'].ok ? facts['guest.dnsProbe'].value : [];
  const lookups = facts['guest.nameProbe'].ok ? facts['guest.nameProbe'].value : [];
  const layers = dnsLayers(facts);
  const assigned = layers.some(({ layer, server }) => (layer === 'vmLink' || layer === 'vmGlobal') && server !== '');
  return layers.map((at) => {
    const [udp, tcp] = [answerOf(probe, at, 'udp'), answerOf(probe, at, 'tcp')];
    const names = namesAt(probe, lookups, at);
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
      message: printable(message),
      device: context.device,
      collectedAt: context.now.toISOString(),
    };
  });
};
