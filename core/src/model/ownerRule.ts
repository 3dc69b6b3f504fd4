import { tableOf, type Rule } from '../parse/iptablesRule.js';
import { conditionsOf } from './netfilter/condition.js';
import { startFlow } from './netfilter/flow.js';
import { follow } from './netfilter/follow.js';
import { groundOf } from './netfilter/ground.js';
import { explore } from './netfilter/oracle.js';
import { anyConnection, only, protocolNumbers } from './netfilter/packet.js';
import { certainSpans } from './netfilter/ruleSpans.js';
import type { Step } from './netfilter/step.js';
import { readPorts } from './netfilter/values.js';
import type { BackEndName, World } from './netfilter/world.js';

/** A rule of `filter` that somebody wrote for one port, as far as it shows. */
export interface OwnerRule {
  readonly backEnd: BackEndName;
  readonly chain: string;
  readonly rule: Rule;
  readonly does: 'accept' | 'refuse';
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

/** Chains that the container engine writes; DOCKER-USER is the owner's. */
export const isEngineChain = (name: string): boolean => /^DOCKER(-(?!USER$)|$)/.test(name);

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

/** The rules that name one port, in the chains that are not the container engine's. */
export const ownerRules = ({ backEnds }: World): readonly OwnerRule[] =>
  backEnds.flatMap(({ name, ruleset }) =>
    (tableOf(ruleset, 'filter')?.chains ?? [])
      .filter((chain) => !isEngineChain(chain.name))
      .flatMap((chain) => chain.rules.flatMap((rule) => asOwners(name, chain.name, rule))),
  );

/** By which interfaces the packets come that a rule is for: where it names none, by those of the cards. */
const entrancesOf = ({ interfaces }: World, { inInterface }: Rule): readonly string[] => {
  if (inInterface?.negated === false)
    return interfaces.map(({ name }) => name).filter((name) => name === inInterface.value);
  return interfaces
    .filter(({ up, master, kind, name }) => up && master === null && name !== 'lo' && kind !== 'bridge')
    .map(({ name }) => name);
};

/** Ports that a packet may ask for and carry this one behind the translation of a published port. */
const askedFor = ({ containers }: World, { protocol, port }: OwnerRule): readonly number[] => {
  const published = (containers ?? []).flatMap((one) => (one.running ? one.published : []));
  const behind = published.filter((one) => one.protocol === protocol && one.containerPort === port);
  return [...new Set([port, ...behind.map(({ hostPort }) => hostPort)])];
};

const WAYS = 2000;

/** Whether any packet from outside gets to the rule and matches it; null: not every way was walked. */
export const isReached = (world: World, owner: OwnerRule): boolean | null => {
  const ground = groundOf(world);
  let complete = true;
  for (const name of entrancesOf(world, owner.rule)) {
    for (const port of askedFor(world, owner)) {
      const packet = {
        ...anyConnection(name, only(protocolNumbers[owner.protocol])),
        ...certainSpans(owner.rule),
        destinationPort: only(port),
      };
      const found = explore((ask) => {
        const trail: Step[] = [];
        follow(ground, startFlow(packet), ask, trail);
        return trail.some((step) => step.kind === 'rule' && step.rule === owner.rule);
      }, WAYS);
      if (found.ways.some(({ value }) => value)) return true;
      complete &&= found.complete;
    }
  }
  return complete ? false : null;
};
