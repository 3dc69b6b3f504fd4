import type { DnsPlan } from '../contract/dnsPlan.js';
import { CoreFault } from '../engine/coreFault.js';
import { guestCommand } from '../guest/command.js';
import questions from '../guest/collect/dns.sh';
import type { DnsQuery } from '../model/item.js';
import { parseDnsProbe } from '../parse/guest/dnsProbe.js';
import { say } from '../texts/say.js';
import guard from './guard.sh';
import type { RepairCommands } from './repairCommands.js';
import script from './repairDns.sh';
import { readRepairReply } from './repairReply.js';

/** A reload and a lease come within seconds; asking eight servers twice takes four. */
const STEP_SECONDS = 40;

/** Said of a question that changes nothing. */
const NO_ID = '-';

const list = (values: readonly string[]): string => values.join(',') || '-';

export const dnsScript = `${guard}\n${questions}\n${script}`;

const command = (nonce: string, ...rest: readonly string[]): string =>
  guestCommand({ script: dnsScript, nonce, arguments: rest, timeoutSeconds: STEP_SECONDS });

/** Asks servers for names from the guest. */
export const askCommand = (nonce: string, servers: readonly string[], names: readonly string[]): string =>
  command(nonce, 'ask', NO_ID, list(servers), list(names));

/** What the guest answered to it, as a look has it; null where it gave no answer that could be read. */
export const readAsked = (nonce: string, reply: string): readonly DnsQuery[] | null => {
  const { state, message } = readRepairReply(nonce, reply);
  if (state !== 'asked') return null;
  const rows = message.split('\n').filter((row) => row.trim() !== '');
  const records = rows.map((row) => {
    const [server = '', name = '', answered = '', code = '', addresses = ''] = row.split('\t');
    return ['vm', server, 'udp', name, answered, code, addresses, ''].join('\t');
  });
  const probe = parseDnsProbe(records.join('\n'));
  return probe.ok ? probe.value : null;
};

/**
 * Renders a plan as commands for the guest. The plan may come from a file or another process: nothing in it is text that
 * is run, its values only become quoted arguments of our own script.
 * @throws CoreFault PlanHasNoSteps
 */
export const dnsCommands = (plan: DnsPlan, nonce: string, revertAfterSeconds: number): RepairCommands => {
  if (plan.servers.length === 0 || plan.link === '')
    throw new CoreFault('PlanHasNoSteps', say('There is nothing to be done in this plan.'), plan.id);
  return {
    apply: command(nonce, 'apply', plan.id, plan.link, list(plan.before), String(revertAfterSeconds)),
    commit: command(nonce, 'commit', plan.id),
    settle: command(nonce, 'settle', plan.id),
    revert: command(nonce, 'revert', plan.id),
  };
};
