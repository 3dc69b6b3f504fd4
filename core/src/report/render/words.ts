import type { DnsReportRow } from '../../contract/dnsReport.js';
import type { Finding } from '../../contract/finding.js';
import type { HopName, PathHop } from '../../contract/report.js';
import { say, tell, text } from '../../texts/say.js';

const hops: Record<HopName, string> = {
  host: text('Windows host'),
  switch: text('Virtual switch'),
  vm: text('EFLOW VM'),
  containers: text('Containers'),
  dns: text('DNS servers'),
  gateway: text('Gateway'),
  hub: text('IoT Hub'),
};
export const hopWord = (hop: HopName): string => tell(hops[hop]);

const states: Record<PathHop['state'], string> = {
  ok: text('well'),
  broken: text('broken here'),
  fail: text('fault'),
  affected: text('affected'),
  unknown: text('not known'),
  unseen: text('not looked at'),
};
export const stateWord = (state: PathHop['state']): string => tell(states[state]);

export const stateMark: Record<PathHop['state'], string> = {
  ok: '✓',
  broken: '✗',
  fail: '✗',
  affected: '!',
  unknown: '?',
  unseen: '–',
};

const outcomes: Record<Finding['outcome'], string> = {
  pass: text('well'),
  fail: text('fault'),
  notApplicable: text('not applicable'),
  unknown: text('not known'),
  error: text('error of the check'),
};
export const outcomeWord = (outcome: Finding['outcome']): string => tell(outcomes[outcome]);

const severities: Record<Finding['severity'], string> = {
  critical: text('critical'),
  warning: text('warning'),
  information: text('information'),
};
export const severityWord = (severity: Finding['severity']): string => tell(severities[severity]);

const layers: Record<DnsReportRow['layer'], string> = {
  host: text('Windows host'),
  vmLink: text('VM, by link'),
  vmGlobal: text('VM as a whole'),
  vmFallback: text('VM, fallback'),
  engine: text('Container engine'),
  network: text('Container network'),
  module: text('Module'),
};
export const layerWord = (layer: DnsReportRow['layer']): string => tell(layers[layer]);

const answers: Record<DnsReportRow['udp']['state'], string> = {
  answered: text('answered'),
  silent: text('silent'),
  refused: text('refused'),
  notAsked: text('not asked'),
};
export const answerWord = (state: DnsReportRow['udp']['state']): string => tell(answers[state]);

export const suppressedWords = ({ reason, expires }: NonNullable<Finding['suppressed']>): string =>
  say('Suppressed until {expires}: {reason}', { expires, reason });
