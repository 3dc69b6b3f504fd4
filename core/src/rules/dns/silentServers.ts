import type { FactValues } from '../../facts/facts.js';
import { answering, assignedServers, isNear, serverState } from '../../model/dns/dns.js';
import { proposeServers, setServersCommand } from '../../model/dns/dnsProposal.js';
import type { ReportedEvidence, Verdict } from '../../engine/rule.js';
import { say } from '../../texts/say.js';

type Facts = Readonly<Pick<FactValues, 'guest.resolver' | 'guest.interfaces' | 'guest.dnsProbe'>> & {
  readonly [K in 'host.dnsServers' | 'host.vmEndpoint']: FactValues[K] | undefined;
};

export interface ServerStates {
  readonly assigned: readonly string[];
  readonly asked: readonly string[];
  readonly answering: readonly string[];
  readonly deaf: readonly string[];
}

/** How the servers that the VM is assigned took its questions. */
export const serverStates = (facts: Omit<Facts, 'host.dnsServers' | 'host.vmEndpoint'>): ServerStates => {
  const assigned = assignedServers(facts['guest.resolver'], facts['guest.interfaces']);
  const states = assigned.map((server) => ({ server, state: serverState(facts['guest.dnsProbe'], 'vm', server) }));
  const those = (wanted: (state: string) => boolean): string[] =>
    states.filter(({ state }) => wanted(state)).map(({ server }) => server);
  return {
    assigned,
    asked: those((state) => state !== 'notAsked'),
    answering: those((state) => state === 'answered'),
    deaf: those((state) => state === 'silent' || state === 'refused'),
  };
};

export const splitByDistance = (servers: readonly string[], facts: Facts): { near: string[]; far: string[] } => ({
  near: servers.filter((server) => isNear(server, facts['guest.interfaces'])),
  far: servers.filter((server) => !isNear(server, facts['guest.interfaces'])),
});

/** Of servers of which none was asked: nothing to judge where there is none (DNS001), else nothing known. */
export const notAsked = (servers: readonly string[]): Verdict =>
  servers.length === 0
    ? 'notApplicable'
    : { unknown: say('Nobody asked the DNS servers {servers}.', { servers: servers.join(', ') }) };

/** One piece of evidence a server: how it took the questions over each transport. */
export const probeEvidence = (
  servers: readonly string[],
  facts: Pick<Facts, 'guest.dnsProbe'>,
): [ReportedEvidence, ...ReportedEvidence[]] => {
  const items = servers.map((server): ReportedEvidence => {
    const [udp, tcp] = (['udp', 'tcp'] as const).map((transport) =>
      answering(facts['guest.dnsProbe'], 'vm', server, transport),
    );
    return {
      fact: 'guest.dnsProbe',
      path: `/${server}`,
      observed: `UDP ${udp ?? ''}, TCP ${tcp ?? ''}`,
      expected: say('an answer'),
    };
  });
  const [first, ...rest] = items;
  if (first === undefined) throw new Error('Evidence was asked for no server.');
  return [first, ...rest];
};

/** The command that gives the VM other servers than the deaf ones; empty where none is known. */
export const otherServers = (facts: {
  readonly [K in 'guest.dnsProbe' | 'host.dnsServers' | 'host.vmEndpoint']: FactValues[K] | undefined;
}): string => {
  const { servers } = proposeServers(facts['guest.dnsProbe'], facts['host.dnsServers']);
  return setServersCommand(servers, facts['host.vmEndpoint']);
};
