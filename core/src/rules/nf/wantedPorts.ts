import type { FactValues } from '../../facts/facts.js';
import { covers, formatPrefix, type Prefix } from '../../ipv4.js';
import { mainAddress, primary } from '../../model/address/vmInterface.js';
import { HUB_PORTS } from '../../model/firewall/edgeHub.js';
import { judgePorts, type JudgedPort, type PortFacts } from '../../model/firewall/judgedPort.js';
import { offeredPorts, passageFromNetwork } from '../../model/firewall/offeredPort.js';
import { stopEvidence, stopText } from '../../model/firewall/stop.js';
import { eflowSwitchKind } from '../../model/host/switchKind.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import type { Profile } from '../../model/profile.js';
import { nameOf } from './offered.js';
import { repairCommand } from './remedies.js';

type Facts = PortFacts &
  Pick<FactValues, 'guest.interfaces' | 'guest.containers'> & { readonly profile?: Profile | undefined } & {
    readonly [K in 'host.switches' | 'host.vmNetwork']?: FactValues[K] | undefined;
  };

export interface Wanted extends JudgedPort {
  /** The networks that it is judged for; empty: those of the link. */
  readonly networks: readonly string[];
}

/**
 * The internal networks whose packets come to the VM as their machines sent them: the VM's own subnet, and on an External
 * switch all. What comes through the host's NAT or its port proxy is a matter of the host (SW019).
 */
const networksOf = (facts: Facts): readonly Prefix[] => {
  const all = facts.profile?.internalNetworks ?? [];
  const kind = eflowSwitchKind({ switches: facts['host.switches'], network: facts['host.vmNetwork'] });
  const card = primary(facts['guest.interfaces']);
  const own = card === null ? null : mainAddress(card);
  return all.filter((network) => kind === 'external' || (own !== null && covers(own.subnet, network)));
};

const worstFirst = ['closed', 'unknown', 'open'] as const;

/** What becomes of the ports that the profile wants, for those who shall reach them. */
export const judgeWanted = (facts: Facts): readonly Wanted[] => {
  const ports = (facts.profile?.inboundPorts ?? []).map((one) => ({ module: '', ...one }));
  const networks = networksOf(facts);
  if (networks.length === 0) return judgePorts(ports, facts).map((one) => ({ ...one, networks: [] }));
  const world = worldOf(facts);
  return ports.flatMap((offered) => {
    const ways = networks.flatMap((network) => {
      const passage = passageFromNetwork(world, network, offered);
      return passage === null ? [] : [{ network, passage }];
    });
    const worst = worstFirst.map((kind) => ways.filter(({ passage }) => passage.kind === kind));
    const alike = worst.find((some) => some.length > 0) ?? [];
    const [first] = alike;
    if (first === undefined) return [];
    return [{ offered, passage: first.passage, networks: alike.map(({ network }) => formatPrefix(network)) }];
  });
};

/** How it is closed to those who shall reach it; null: it is not. */
export const closedTo = ({ offered, passage, chosen, networks }: Wanted) => {
  if (passage.kind !== 'closed' || (chosen ?? null) !== null) return null; // open to those who shall reach it
  const { port, why } = { port: nameOf(offered), why: stopText(passage) };
  const [repair, evidence] = [repairCommand(offered), stopEvidence(port, passage)];
  if (networks.length === 0) return { message: 'closed', data: { port, why, repair }, evidence } as const;
  const data = { port, why, networks: networks.join(', '), repair: `${repair} -Source ${networks[0] ?? ''}` };
  return { message: 'closedTo', data, evidence } as const;
};

/** The firewall lets it in, and there is nobody to take it. */
export const nobodyTakes = ({ passage }: Wanted): boolean =>
  passage.kind === 'open' && passage.arrival?.kind === 'nobodyListening';

/** Whether a device that shall be a gateway offers edgeHub on none of its ports: of one that is blocked other rules speak. */
export const offersNoHub = (facts: Facts): boolean => {
  const { gateway, inboundPorts = [] } = facts.profile ?? {};
  const isHubPort = ({ port, protocol }: { readonly port: number; readonly protocol: string }): boolean =>
    protocol === 'tcp' && HUB_PORTS.some((one) => one === port);
  return gateway === true && ![...inboundPorts, ...offeredPorts(facts['guest.containers'])].some(isHubPort);
};
