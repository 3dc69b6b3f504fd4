import type { Reach } from '../item.js';

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
