import type { Finding } from '../contract/finding.js';
import type { DnsReportRow } from '../contract/dnsReport.js';
import type { DeviceAbout, DeviceReport, HopName } from '../contract/report.js';
import type { Snapshot } from '../contract/snapshot.js';
import { printable } from '../engine/printable.js';
import type { FactId, FactValues } from '../facts/facts.js';
import { readFacts, type FactTable } from '../facts/readFacts.js';
import { grouped } from '../grouped.js';
import { NONE, summaryOf, UNKNOWN } from '../model/deviceSummary.js';
import { hostEnd } from '../model/host/end.js';
import { defaultRoutes } from '../model/address/routes.js';
import { eflowSwitch } from '../model/host/switchKind.js';
import { dnsReport } from './dnsReport.js';
import { pathOf } from './hops.js';
import { trailsOf } from './trails.js';

const valueOf = <K extends FactId>(facts: FactTable, id: K): FactValues[K] | undefined => {
  const fact = facts[id];
  return fact.ok ? fact.value : undefined;
};

const aboutOf = (facts: FactTable): DeviceAbout => {
  const about = summaryOf({
    'host.eflow': valueOf(facts, 'host.eflow'),
    'host.switches': valueOf(facts, 'host.switches'),
    'host.vmNetwork': valueOf(facts, 'host.vmNetwork'),
    'host.vmEndpoint': valueOf(facts, 'host.vmEndpoint'),
    'host.vmAddress': valueOf(facts, 'host.vmAddress'),
    'guest.release': valueOf(facts, 'guest.release'),
    'guest.interfaces': valueOf(facts, 'guest.interfaces'),
    'guest.upstream': valueOf(facts, 'guest.upstream'),
    profile: undefined,
  });
  return Object.fromEntries(Object.entries(about).map(([key, text]) => [key, printable(text)])) as DeviceAbout;
};

const known = (text: string): string => (text === UNKNOWN || text === NONE ? '' : text);
const listed = (texts: readonly (string | null | undefined)[]): string[] => [
  ...new Set(texts.filter((text): text is string => text != null && text !== '').map(printable)),
];

const ownAddress = (facts: FactTable): string | undefined => {
  const found = eflowSwitch({
    switches: valueOf(facts, 'host.switches'),
    network: valueOf(facts, 'host.vmNetwork'),
  });
  return hostEnd(found, valueOf(facts, 'host.addresses'))?.address;
};

/** The cloud's name with what the VM resolves it to. */
const hubAddresses = (facts: FactTable, upstream: string): (string | null)[] =>
  (valueOf(facts, 'guest.nameProbe') ?? [])
    .filter(({ name, from }) => name === upstream && from === 'vm')
    .flatMap(({ addresses }) => addresses);

/** What stands at each place of the path, as far as the facts tell. */
const placesOf = (facts: FactTable, device: string, about: DeviceAbout, dns: readonly DnsReportRow[]) => {
  const containers = (valueOf(facts, 'guest.containers') ?? []).filter(({ running }) => running);
  const asked = dns.filter(({ layer }) => layer === 'vmLink' || layer === 'vmGlobal');
  const gateways = defaultRoutes(valueOf(facts, 'guest.routes') ?? []).map(({ gateway }) => gateway);
  return {
    host: { name: printable(device), addresses: listed([ownAddress(facts)]) },
    switch: { name: known(about.switch), addresses: [] },
    vm: { name: known(about.system), addresses: listed([known(about.address)]) },
    containers: {
      name: listed(containers.map(({ name }) => name)).join(', '),
      addresses: listed(containers.flatMap(({ networks }) => networks.map(({ address }) => address))),
    },
    dns: { name: '', addresses: listed(asked.map(({ server }) => server)) },
    gateway: { name: '', addresses: listed(gateways) },
    hub: { name: known(about.upstream), addresses: listed(hubAddresses(facts, about.upstream)) },
  } satisfies Record<HopName, unknown>;
};

/** A judged snapshot, as reports say it. */
export const deviceReport = (
  snapshot: Snapshot,
  { findings, suppressions }: Pick<DeviceReport, 'findings' | 'suppressions'>,
): DeviceReport => {
  const facts = readFacts(snapshot);
  const about = aboutOf(facts);
  const dns = dnsReport(facts, { now: new Date(snapshot.collectedAt), device: snapshot.device });
  const path = pathOf(findings, placesOf(facts, snapshot.device, about, dns));
  return {
    device: snapshot.device,
    collectedAt: snapshot.collectedAt,
    about,
    path,
    dns,
    trails: trailsOf(snapshot, facts),
    findings: [...findings],
    suppressions,
  };
};

/** Findings that somebody has at hand, as reports say them: without facts, the path has only states. */
export const reportsOf = (findings: readonly Finding[]): DeviceReport[] => {
  const looks = grouped(findings, ({ device, collectedAt }) => JSON.stringify([device, collectedAt]));
  return [...looks.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    const { device, collectedAt } = first;
    return [
      { device, collectedAt, about: null, path: pathOf(some), dns: [], trails: [], findings: some, suppressions: [] },
    ];
  });
};
