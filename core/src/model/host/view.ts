import type { ReportedEvidence } from '../../engine/rule.js';
import type { FactValues } from '../../facts/facts.js';
import { say } from '../../texts/say.js';

/** How the host fares with what fails in the VM: by that the place of the fault is told. */
export type HostView = 'works' | 'fails' | 'unknown';

const viewOf = (worked: readonly boolean[]): HostView => {
  if (worked.length === 0) return 'unknown';
  return worked.some(Boolean) ? 'works' : 'fails';
};

type HostReach = FactValues['host.reach'][number];

/** The host's own attempts at a port without a proxy; a name that it does not resolve says nothing of the port. */
const hostAttempts = (tried: readonly HostReach[] | undefined, host: string, port: number): readonly HostReach[] =>
  (tried ?? []).filter(
    (one) =>
      one.host.toLowerCase() === host.toLowerCase() &&
      one.port === port &&
      one.via !== 'proxy' &&
      one.tcp !== 'unresolved',
  );

export const hostReaches = (tried: FactValues['host.reach'] | undefined, host: string, port: number): HostView =>
  viewOf(hostAttempts(tried, host, port).map(({ tcp }) => tcp === 'connected'));

/** The host's own TLS hellos to a port. */
export const hostGreets = (tried: FactValues['host.reach'] | undefined, host: string, port: number): HostView =>
  viewOf(
    hostAttempts(tried, host, port)
      .filter(({ tls }) => tls === 'ok' || tls === 'failed')
      .map(({ tls }) => tls === 'ok'),
  );

/** The host's own connections without a proxy. */
export const hostConnects = (tried: FactValues['host.reach'] | undefined): HostView =>
  viewOf(
    (tried ?? [])
      .filter(({ via, tcp }) => via !== 'proxy' && tcp !== 'unresolved')
      .map(({ tcp }) => tcp === 'connected'),
  );

/** The host's own hellos by the proxy that is set. */
export const hostGetsThrough = (tried: FactValues['host.reach'] | undefined): HostView =>
  viewOf(
    (tried ?? []).filter(({ via, tcp }) => via === 'proxy' && tcp !== 'unresolved').map(({ tls }) => tls === 'ok'),
  );

/** The host's own questions to servers of the VM; a question that could not be asked says nothing. */
export const hostIsAnswered = (asked: FactValues['host.dnsProbe'] | undefined, servers: readonly string[]): HostView =>
  viewOf(
    (asked ?? [])
      .filter(({ server, state }) => servers.includes(server) && state !== 'failed')
      .map(({ state }) => state === 'answered'),
  );

/** The sentence that says whose the fault is. */
export const whoseFault = (view: HostView): string => {
  if (view === 'works')
    return say('It works from this Windows: the path of the VM is closed, or open for listed addresses only.');
  if (view === 'fails') return say('It does not work from this Windows either: the network beyond it is closed.');
  return say('Whether it works from this Windows is not known.');
};

/** What was seen of the host, where something was. */
export const hostEvidence = (fact: 'host.reach' | 'host.dnsProbe', path: string, view: HostView): ReportedEvidence[] =>
  view === 'unknown'
    ? []
    : [
        {
          fact,
          path,
          observed: view === 'works' ? say('it works from the host') : say('it does not work from the host'),
          expected: say('the same as in the VM'),
        },
      ];
