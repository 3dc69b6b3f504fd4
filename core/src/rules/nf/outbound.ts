import type { FactValues } from '../../facts/facts.js';
import { HTTPS, protocolOf } from '../../model/endpoints.js';
import { protocols } from '../../model/protocols.js';
import type { Profile } from '../../model/profile.js';
import { wayOutOfVm, type Flow, type WayOut } from '../../model/outbound.js';
import { worldOf, type WorldFacts } from '../../model/netfilter/worldOf.js';
import { say } from '../../texts/say.js';

type Facts = WorldFacts &
  Pick<FactValues, 'guest.interfaces' | 'guest.upstream'> & { readonly profile?: Profile | undefined };

export interface JudgedFlow {
  readonly flow: Flow;
  readonly what: string;
  readonly way: WayOut;
}

/** Listeners, containers and the host's addresses do not matter for what the VM itself sends. */
const only = (facts: Facts): WorldFacts => ({
  'guest.interfaces': facts['guest.interfaces'],
  'guest.routes': facts['guest.routes'],
  'guest.policyRules': facts['guest.policyRules'],
  'guest.kernelSettings': facts['guest.kernelSettings'],
  'guest.iptablesNft': facts['guest.iptablesNft'],
  'guest.iptablesLegacy': facts['guest.iptablesLegacy'],
  'guest.nftTables': facts['guest.nftTables'],
  'guest.trafficControl': facts['guest.trafficControl'],
});

/** What every device has to send, and what the VM's own rules make of it. */
export const requiredFlows = (facts: Facts): readonly JudgedFlow[] => {
  const { port, says } = protocols[protocolOf(facts['guest.upstream'], facts.profile)];
  const flows: (readonly [Flow, string])[] = [
    [{ protocol: 'udp', port: 53 }, 'DNS'],
    [{ protocol: 'tcp', port: HTTPS }, 'HTTPS'],
  ];
  if (port !== HTTPS) flows.push([{ protocol: 'tcp', port }, says]);
  const world = worldOf(only(facts));
  return flows.map(([flow, what]) => ({ flow, what, way: wayOutOfVm(world, facts['guest.interfaces'], flow) }));
};

/** Why some of them could not be judged; nothing where all were. */
export const undecidedFlows = (judged: readonly JudgedFlow[]): { readonly unknown: string } | undefined => {
  const open = judged.flatMap(({ way }) => (way.kind === 'unknown' ? way.on : []));
  return open.length === 0
    ? undefined
    : {
        unknown: say('Whether the VM lets its own packets out depends on what is not known: {on}.', {
          on: [...new Set(open)].join('; '),
        }),
      };
};

export const outboundFacts = [
  'guest.interfaces',
  'guest.upstream',
  'guest.routes',
  'guest.policyRules',
  'guest.kernelSettings',
  'guest.iptablesNft',
  'guest.iptablesLegacy',
] as const;
