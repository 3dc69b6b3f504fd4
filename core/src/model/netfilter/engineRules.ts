import { tableOf, type Rule, type Ruleset } from '../../parse/iptables/rule.js';
import type { TableName } from './chains.js';
import { interfaceNamed } from './interfaceNamed.js';
import type { World } from './world.js';

/** The chain that the container engine calls and leaves to the owner. */
export const USER_CHAIN = 'DOCKER-USER';

/** Chains that the container engine writes. */
export const isEngineChain = (name: string): boolean => /^DOCKER(-(?!USER$)|$)/.test(name);

export const leadsToEngine = ({ target }: Rule): boolean => target !== null && isEngineChain(target.name);

/** Whether a built-in chain leads to the engine's chains: that goes when somebody flushes its table. */
export const callsEngine = (ruleset: Ruleset, table: TableName, chain: string): boolean =>
  (tableOf(ruleset, table)?.chains ?? []).some(({ name, rules }) => name === chain && rules.some(leadsToEngine));

const namesBridge = ({ interfaces }: World, { inInterface, outInterface }: Rule): boolean =>
  [inInterface, outInterface].some((one) => interfaceNamed(interfaces, one?.value)?.kind === 'bridge');

/** It names a bridge and nothing else: what an owner writes there asks for an address or a port as well. */
const isBridgeAlone = ({ source, destination, protocol, matches }: Rule): boolean =>
  source === null && destination === null && protocol === null && matches.every(({ module }) => module === 'conntrack');

const isToItself = ({ source, destination }: Rule): boolean => source !== null && source.value === destination?.value;

/**
 * Whether the container engine made a rule and makes it anew when it starts: all in its own chains, what leads there, and what
 * dockerd 19.03 to 28 writes elsewhere about its bridges (libnetwork/drivers/bridge).
 */
export const isEngineRule = (world: World, table: TableName, chain: string, rule: Rule): boolean => {
  const target = rule.target?.name;
  if (isEngineChain(chain) || leadsToEngine(rule)) return true;
  switch (`${table} ${chain}`) {
    case 'filter FORWARD':
      return target === USER_CHAIN || (namesBridge(world, rule) && isBridgeAlone(rule));
    case 'nat POSTROUTING':
      return target === 'MASQUERADE' && (namesBridge(world, rule) || isToItself(rule));
    case 'raw PREROUTING':
      return target === 'DROP' && namesBridge(world, rule);
    default:
      return false;
  }
};
