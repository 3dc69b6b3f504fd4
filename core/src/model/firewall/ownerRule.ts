import { contains, prefixOf, toDotted, toNumber } from '../../ipv4.js';
import { tableOf, type Rule } from '../../parse/iptables/rule.js';
import { hooksOf } from '../netfilter/callers.js';
import { conditionsOf } from '../netfilter/condition.js';
import { isEngineChain } from '../netfilter/engineRules.js';
import { startFlow } from '../netfilter/flow.js';
import { follow } from '../netfilter/follow.js';
import { groundOf } from '../netfilter/ground.js';
import { explore } from '../netfilter/oracle.js';
import {
  addressSpan,
  ANY_ADDRESS,
  anyConnection,
  only,
  protocolNumbers,
  type Packet,
  type Span,
} from '../netfilter/packet.js';
import { certainSpans } from '../netfilter/ruleSpans.js';
import { addressType } from '../netfilter/routing.js';
import type { RuleStep, Step } from '../netfilter/step.js';
import { readPorts } from '../netfilter/values.js';
import type { BackEndName, World, WorldInterface } from '../netfilter/world.js';

/** A rule of `filter` that somebody wrote for one port, as far as it shows. */
export interface OwnerRule {
  readonly backEnd: BackEndName;
  readonly chain: string;
  readonly rule: Rule;
  readonly does: 'accept' | 'refuse';
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

/** The rule with its place, as a packet would find it. */
export const stepOf = ({ rule, chain, backEnd }: OwnerRule): RuleStep => ({
  ...{ kind: 'rule', hook: 'INPUT', backEnd, table: 'filter', chain, rule, did: '' },
});

const doesOf = ({ target }: Rule): OwnerRule['does'] | null => {
  if (target?.name === 'ACCEPT') return 'accept';
  return target?.name === 'DROP' || target?.name === 'REJECT' ? 'refuse' : null;
};

/** A list or a range of ports means no port in particular. */
const portOf = (rule: Rule): number | null => {
  const named = conditionsOf(rule).filter(({ aspect }) => aspect === 'port' || aspect === 'originalPort');
  const ranges = named.length === 1 ? readPorts(named[0]?.text.split(' ').at(-1) ?? '') : null;
  const [range] = ranges ?? [];
  return ranges?.length === 1 && range !== undefined && range[0] === range[1] ? range[0] : null;
};

const isPlain = ({ problem, matches }: Rule): boolean =>
  problem === null && matches.every(({ options }) => options.every(({ negated }) => !negated));

const asOwners = (backEnd: BackEndName, chain: string, rule: Rule): OwnerRule[] => {
  const { protocol } = rule;
  const transport =
    protocol?.negated === false && (protocol.value === 'tcp' || protocol.value === 'udp') ? protocol.value : null;
  const [does, port] = [doesOf(rule), isPlain(rule) ? portOf(rule) : null];
  return does === null || port === null || transport === null
    ? []
    : [{ backEnd, chain, rule, does, port, protocol: transport }];
};

/** What is sent to several machines at once is no matter of the VM's own address. */
const isForOne = (world: World, { destination }: Rule): boolean => {
  const span = destination?.negated === false ? addressSpan(destination.value) : null;
  return span === null || ['LOCAL', 'UNICAST'].includes(addressType(groundOf(world).fib, span[0]));
};

/** The rules that name one port, in the chains for what comes in or passes through that are not the container engine's. */
export const ownerRules = (world: World): readonly OwnerRule[] =>
  world.backEnds.flatMap(({ name, ruleset }) => {
    const table = tableOf(ruleset, 'filter');
    if (table === null) return [];
    const isInbound = (chain: string): boolean => {
      const hooks = hooksOf(table, chain);
      return !isEngineChain(chain) && (hooks.length === 0 || hooks.some((hook) => hook !== 'OUTPUT'));
    };
    return table.chains
      .filter((chain) => isInbound(chain.name))
      .flatMap((chain) =>
        chain.rules.filter((rule) => isForOne(world, rule)).flatMap((rule) => asOwners(name, chain.name, rule)),
      );
  });

/** A way by which packets come that a rule may be meant for. */
interface Entrance {
  readonly name: string;
  readonly destinations: readonly Span[];
}

const ownSpans = ({ addresses }: WorldInterface): Span[] =>
  addresses.flatMap(({ address }) => {
    const span = addressSpan(address);
    return span === null ? [] : [span];
  });

const isCard = ({ up, master, kind, name }: WorldInterface): boolean =>
  up && master === null && name !== 'lo' && kind !== 'bridge';

/** What leaves by a card comes from containers. */
const leavesByCard = ({ interfaces }: World, { rule: { outInterface } }: OwnerRule): boolean =>
  outInterface?.negated === false && interfaces.some((one) => one.name === outInterface.value && isCard(one));

/** Nobody outside asks the VM for a machine that is neither the VM nor on a link of it: that is what containers ask for. */
const isForElsewhere = ({ interfaces }: World, { rule: { destination } }: OwnerRule): boolean => {
  const span = destination?.negated === false ? addressSpan(destination.value) : null;
  if (span === null) return false;
  const [first, last] = [toDotted(span[0]), span[1]];
  return interfaces
    .flatMap(({ addresses }) => addresses)
    .every(({ address, prefixLength }) => {
      const [own, subnet] = [toNumber(address), prefixOf(address, prefixLength)];
      const isAmong = own !== null && own >= span[0] && own <= last;
      return !isAmong && (subnet === null || !contains(subnet, first));
    });
};

const isPassing = ({ backEnds }: World, { backEnd, chain }: OwnerRule): boolean => {
  const ruleset = backEnds.find(({ name }) => name === backEnd)?.ruleset;
  const table = ruleset === undefined ? null : tableOf(ruleset, 'filter');
  return table !== null && hooksOf(table, chain).includes('FORWARD');
};

/**
 * From outside the VM is asked by its own addresses. What containers send passes through as well: a rule that lets in may be
 * meant for that, one that keeps out is taken for what it says of the port of the VM.
 */
const entrancesOf = (world: World, owner: OwnerRule): readonly Entrance[] => {
  const named = owner.rule.inInterface?.negated === false ? owner.rule.inInterface.value : null;
  const cards = world.interfaces.filter(isCard).map((one) => ({ name: one.name, destinations: ownSpans(one) }));
  const bridges = world.interfaces
    .filter(({ kind, up }) => kind === 'bridge' && up)
    .map(({ name }) => ({ name, destinations: [ANY_ADDRESS] }));
  const isMeantForBoth =
    named !== null ||
    leavesByCard(world, owner) ||
    (isPassing(world, owner) && (owner.does === 'accept' || isForElsewhere(world, owner)));
  return [...cards, ...(isMeantForBoth ? bridges : [])].filter(({ name }) => named === null || name === named);
};

/** Ports that a packet may ask for and carry this one behind the translation of a published port. */
const askedFor = ({ containers }: World, { protocol, port }: OwnerRule): readonly number[] => {
  const published = (containers ?? []).flatMap((one) => (one.running ? one.published : []));
  const behind = published.filter((one) => one.protocol === protocol && one.containerPort === port);
  return [...new Set([port, ...behind.map(({ hostPort }) => hostPort)])];
};

const WAYS = 2000;

interface Asked extends Pick<Packet, 'destination' | 'destinationPort'> {
  readonly name: string;
}

const askedBy = (world: World, owner: OwnerRule): readonly Asked[] =>
  entrancesOf(world, owner).flatMap(({ name, destinations }) =>
    destinations.flatMap((destination) =>
      askedFor(world, owner).map((port) => ({ name, destination, destinationPort: only(port) })),
    ),
  );

/** Whether any packet gets to the rule and matches it; null: not every way was walked. */
export const isReached = (world: World, owner: OwnerRule): boolean | null => {
  const ground = groundOf(world);
  const found = askedBy(world, owner).map(({ name, ...asked }) => {
    const packet = {
      ...anyConnection(name, only(protocolNumbers[owner.protocol])),
      ...certainSpans(owner.rule),
      ...asked,
    };
    return explore((ask) => {
      const trail: Step[] = [];
      follow(ground, startFlow(packet), ask, trail);
      return trail.some((step) => step.kind === 'rule' && step.rule === owner.rule);
    }, WAYS);
  });
  if (found.some(({ ways }) => ways.some(({ value }) => value))) return true;
  return found.every(({ complete }) => complete) ? false : null;
};
