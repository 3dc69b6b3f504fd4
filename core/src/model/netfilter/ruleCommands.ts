import { inGuest, shell } from '../quote.js';
import type { RuleStep } from './step.js';
import type { BackEndName, World } from './world.js';

/** What a rule asks for that is about answers alone. */
export const ANSWERS = '-m conntrack --ctstate RELATED,ESTABLISHED';

/** The command for a back end: where the other holds no rules, `iptables` is that of the VM. */
export const toolOf = ({ backEnds }: World, backEnd: BackEndName): string =>
  backEnds.every(({ name, ruleset }) => name === backEnd || ruleset.tables.length === 0)
    ? 'iptables'
    : `iptables-${backEnd}`;

const onTable = (world: World, { backEnd, table }: RuleStep): string => `sudo ${toolOf(world, backEnd)} -w -t ${table}`;

/** Shows the rules of the chain that a step was taken in, with their numbers. */
export const listCommand = (world: World, step: RuleStep): string =>
  inGuest(`${onTable(world, step)} -L ${shell(step.chain)} -v -n --line-numbers`);

/** Takes the rule of a step out. */
export const takeOutCommand = (world: World, step: RuleStep): string =>
  inGuest(`${onTable(world, step)} -D ${shell(step.chain)} ${step.rule?.number ?? 1}`);
