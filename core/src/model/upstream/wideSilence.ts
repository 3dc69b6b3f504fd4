import type { Undecided } from '../../engine/rule.js';
import type { Reach } from '../item.js';
import { say } from '../../texts/say.js';
import { answersForEveryone } from './reach.js';
import { unproven } from './unproven.js';

/** Connections of which none was answered, counted by what they were sent to. */
export interface WideSilence {
  readonly count: number;
  readonly ports: number;
  /** The first of them. */
  readonly host: string;
  readonly port: number;
}

/**
 * Silence that no closed port explains: several hosts, several ports, and no answer at all; a refusal is one. null: something
 * answered, or so little was tried that one port or one host may be closed.
 */
export const wideSilence = (tried: readonly Reach[]): WideSilence | null => {
  const [first] = tried;
  const hosts = new Set(tried.map(({ host }) => host));
  const ports = new Set(tried.map(({ port }) => port));
  const isAnswered = tried.some(({ tcp }) => tcp === 'connected' || tcp === 'refused');
  if (first === undefined || isAnswered || hosts.size < 2 || ports.size < 2) return null;
  const targets = new Set(tried.map(({ host, port }) => `${host}:${port}`));
  return { count: targets.size, ports: ports.size, host: first.host, port: first.port };
};

/** Nobody knows whether what took these connections is what was asked; undefined: TLS opened, or nothing answers for everyone. */
export const doubtOf = (reach: readonly Reach[], tried: readonly Reach[]): Undecided | undefined => {
  const taken = tried.filter(({ tcp }) => tcp === 'connected');
  const isShown = taken.some(({ tls }) => tls === 'ok') || tried.some(({ tcp }) => tcp === 'refused');
  if (taken.length === 0 || isShown || answersForEveryone(reach).length === 0) return undefined;
  if (taken.every(({ tls }) => tls === 'notTried')) return { unknown: unproven() };
  return {
    unknown: say(
      'Something on the path answers for every address, and no TLS opened: who took the connection is not known.',
    ),
  };
};
