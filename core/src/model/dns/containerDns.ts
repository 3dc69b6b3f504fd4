import { serverState } from './dns.js';
import type { DnsQuery } from '../item.js';

interface Heard {
  readonly asked: readonly string[];
  readonly deaf: readonly string[];
}

/** Which of these servers were asked, from wherever, and which of those answered nobody. */
export const deafServers = (probe: readonly DnsQuery[], servers: readonly string[]): Heard => {
  const origins = [...new Set(probe.map(({ from }) => from))];
  const statesOf = (server: string) =>
    origins.map((from) => serverState(probe, from, server)).filter((state) => state !== 'notAsked');
  const asked = servers.filter((server) => statesOf(server).length > 0);
  return { asked, deaf: asked.filter((server) => !statesOf(server).includes('answered')) };
};
