import type { DnsPlan } from '../contract/dnsPlan.js';
import { CoreFault } from '../engine/coreFault.js';
import { guestCommand } from '../guest/command.js';
import questions from '../guest/collect/dns.sh';
import type { DnsQuery } from '../model/item.js';
import { parseDnsProbe } from '../parse/guest/dnsProbe.js';
import { say } from '../texts/say.js';
import askScript from './askDns.sh';
import type { DaemonFile } from './daemonEdit.js';
import engineScriptBody from './engineDns.sh';
import guard from './guard.sh';
import reach from './reach.sh';
import type { RepairCommands, UndoCommands } from './repairCommands.js';
import script from './repairDns.sh';
import { readRepairReply, toldReply } from './repairReply.js';

/** A reload and a lease come within seconds; asking eight servers twice takes four. */
const STEP_SECONDS = 40;

/** An undo tries what holds before and after, and puts in again at once what does not hold. */
const UNDO_STEP_SECONDS = 60;

/** The engine stops every module before it starts anew, and a change that does not take is taken back at once. */
const ENGINE_STEP_SECONDS = 240;

/** Said of a question that changes nothing. */
const NO_ID = '-';

const list = (values: readonly string[]): string => values.join(',') || '-';

export const dnsScript = `${guard}\n${reach}\n${questions}\n${askScript}\n${script}`;
export const engineScript = `${guard}\n${questions}\n${askScript}\n${engineScriptBody}`;

const command = (nonce: string, ...rest: readonly string[]): string =>
  guestCommand({ script: dnsScript, nonce, arguments: rest, timeoutSeconds: STEP_SECONDS });

const undoCommand = (nonce: string, ...rest: readonly string[]): string =>
  guestCommand({ script: dnsScript, nonce, arguments: rest, timeoutSeconds: UNDO_STEP_SECONDS });

const engineCommand = (nonce: string, ...rest: readonly string[]): string =>
  guestCommand({ script: engineScript, nonce, arguments: rest, timeoutSeconds: ENGINE_STEP_SECONDS });

/** Asks servers for names from the guest. */
export const askCommand = (nonce: string, servers: readonly string[], names: readonly string[]): string =>
  command(nonce, 'ask', NO_ID, list(servers), list(names));

/** The same, and how daemon.json is laid out. */
export const askEngineCommand = (nonce: string, servers: readonly string[], names: readonly string[]): string =>
  engineCommand(nonce, 'ask', NO_ID, list(servers), list(names));

const readRows = (rows: readonly string[]): readonly DnsQuery[] | null => {
  const records = rows.map((row) => {
    const [server = '', name = '', answered = '', code = '', addresses = ''] = row.split('\t');
    return ['vm', server, 'udp', name, answered, code, addresses, ''].join('\t');
  });
  const probe = parseDnsProbe(records.join('\n'));
  return probe.ok ? probe.value : null;
};

const rowsOf = (message: string): string[] => message.split('\n').filter((row) => row.trim() !== '');

/** What the guest answered to it, as a look has it; null where it gave no answer that could be read. */
export const readAsked = (nonce: string, reply: string): readonly DnsQuery[] | null => {
  const { state, message } = readRepairReply(nonce, reply);
  return state === 'asked' ? readRows(rowsOf(message)) : null;
};

/** Of a file without text nothing stands behind the last tab, and the tab may be gone with the blanks at the end. */
const fileRow = /^FILE\t(-|[0-9a-f]{64})(?:\t([A-Za-z0-9+/=]*))?$/;

export interface EngineAsked {
  readonly file: DaemonFile;
  readonly asked: readonly DnsQuery[];
}

/** What the guest answered about the engine; where it could not be read, the file is not ours to edit. */
export const readEngineAsked = (nonce: string, reply: string): EngineAsked => {
  const { state, message } = readRepairReply(nonce, reply);
  const unfit = (reason: string): EngineAsked => ({ file: { hash: null, text: '', unfit: reason }, asked: [] });
  if (state !== 'asked') return unfit(toldReply(nonce, reply).message);
  const [first = '', ...rows] = rowsOf(message);
  const [, hash, text = ''] = fileRow.exec(first) ?? [];
  if (hash === undefined) return unfit(say('The guest gave no answer that could be read.'));
  const file = { hash: hash === '-' ? null : hash, text: Buffer.from(text, 'base64').toString('latin1'), unfit: null };
  return { file, asked: readRows(rows) ?? [] };
};

const engineCommands = (plan: DnsPlan, nonce: string, revertAfterSeconds: number): RepairCommands & UndoCommands => {
  if (plan.edit == null)
    throw new CoreFault('PlanHasNoSteps', say('There is nothing to be done in this plan.'), plan.id);
  const { hash, at, remove, insert } = plan.edit;
  const words = [hash ?? '-', String(at), String(remove), Buffer.from(insert).toString('base64')];
  return {
    apply: engineCommand(nonce, 'apply', plan.id, ...words, String(revertAfterSeconds)),
    commit: engineCommand(nonce, 'commit', plan.id),
    settle: engineCommand(nonce, 'settle', plan.id),
    revert: engineCommand(nonce, 'revert', plan.id),
    unapply: engineCommand(nonce, 'unapply', plan.id, String(revertAfterSeconds)),
    uncommit: engineCommand(nonce, 'uncommit', plan.id),
  };
};

/**
 * Renders a plan as commands for the guest. The plan may come from a file or another process: nothing in it is text that
 * is run, its values only become quoted arguments of our own script.
 * @throws CoreFault PlanHasNoSteps
 */
export const dnsCommands = (
  plan: DnsPlan,
  nonce: string,
  revertAfterSeconds: number,
): RepairCommands & UndoCommands => {
  if (plan.repair === 'set-engine-dns') return engineCommands(plan, nonce, revertAfterSeconds);
  if (plan.servers.length === 0 || plan.link === '')
    throw new CoreFault('PlanHasNoSteps', say('There is nothing to be done in this plan.'), plan.id);
  const worked = plan.worked.filter(({ from }) => from === 'vm').map(({ name }) => name);
  return {
    apply: command(nonce, 'apply', plan.id, plan.link, list(plan.before), String(revertAfterSeconds)),
    commit: command(nonce, 'commit', plan.id),
    settle: command(nonce, 'settle', plan.id),
    revert: command(nonce, 'revert', plan.id),
    unapply: undoCommand(nonce, 'unapply', plan.id, String(revertAfterSeconds), list(plan.names), list(worked)),
    uncommit: undoCommand(nonce, 'uncommit', plan.id),
  };
};
