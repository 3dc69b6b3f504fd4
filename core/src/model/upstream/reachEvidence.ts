import type { ReportedEvidence } from '../../engine/rule.js';
import type { Reach } from '../item.js';

/** How connections came out, by what they were sent to. */
export const reachEvidence = (path: string, tried: readonly Reach[], expected: string): ReportedEvidence => ({
  fact: 'guest.reach',
  path,
  observed: tried.map(({ host, port, tcp }) => `${host}:${port} ${tcp}`),
  expected,
});

/** How the attempts at one port of one host came out, by the way that they took and the address that the name led to. */
export const attemptEvidence = (target: string, attempts: readonly Reach[]): ReportedEvidence => ({
  fact: 'guest.reach',
  path: `/${target}`,
  observed: attempts.map(({ address, tcp, via }) => `${via}: ${address ?? '-'} ${tcp}`),
  expected: 'connected',
});

/** How TLS came out over connections that opened, by what they were sent to. */
export const greetingEvidence = (path: string, tried: readonly Reach[]): ReportedEvidence => ({
  fact: 'guest.reach',
  path,
  observed: tried.map(({ host, port, tls }) => `${host}:${port} TLS ${tls}`),
  expected: 'TLS ok',
});
