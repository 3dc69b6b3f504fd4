import { diagnose } from '../diagnose.js';
import { rules } from '../engine/registry.gen.js';
import {
  askCommand,
  askEngineCommand,
  dnsCommands as commandsForDns,
  readAsked,
  readEngineAsked,
} from '../repairs/dnsCommands.js';
import { forFinding } from '../repairs/forFinding.js';
import { judgeBypass as verdictOn } from '../repairs/judgeBypass.js';
import { bypassCommands as commandsForBypass, planBypass as bypassPlan } from '../repairs/planBypass.js';
import { planDns as dnsPlan } from '../repairs/planDns.js';
import { planEngineDns } from '../repairs/planEngineDns.js';
import { planFirewall as firewallPlan } from '../repairs/planFirewall.js';
import { repairCommands as commandsForRepair } from '../repairs/repairCommands.js';
import { readRepairReply, toldReply } from '../repairs/repairReply.js';
import { verifyDns as dnsVerified } from '../repairs/verifyDns.js';
import { snapshotFrom } from '../snapshot/source.js';
import type { Surroundings } from '../surroundings.js';
import { english, inLanguage } from '../texts/say.js';
import { newNonce, type Handler } from './handler.js';

export { requests } from '../contract/requests/repairing.js';

const newRun = ({ randomHex }: Surroundings): string => randomHex(8);

export const planFirewall: Handler<'planFirewall'> = ({ source, wish, liveOnly, finding }, surroundings) => {
  const snapshot = snapshotFrom(source, surroundings);
  const plan = firewallPlan(snapshot, wish, { liveOnly });
  const found = finding === undefined ? [] : diagnose(snapshot, rules, { rules: [finding.rule] }).findings;
  return { kind: 'planFirewall', plan: finding === undefined ? plan : forFinding(plan, finding, found) };
};

/** The file is to be read in any case, also where no server is left to be asked. */
const planForEngine: Handler<'planDns'> = ({ source, servers, nonce, reply }, surroundings) => {
  const said = nonce === undefined || reply === undefined ? null : readEngineAsked(nonce, reply);
  const wish = { servers, asked: said?.asked ?? null, file: said?.file ?? null };
  const { plan, ask } = planEngineDns(snapshotFrom(source, surroundings), wish);
  if (said !== null) return { kind: 'planDns', plan, nonce: null, ask: null };
  const fresh = newNonce(surroundings);
  return { kind: 'planDns', plan, nonce: fresh, ask: askEngineCommand(fresh, ask.servers, ask.names) };
};

export const planDns: Handler<'planDns'> = (request, surroundings) => {
  const { source, servers, engine, nonce, reply } = request;
  if (engine === true) return planForEngine(request, surroundings);
  const asked = nonce === undefined || reply === undefined ? null : (readAsked(nonce, reply) ?? []);
  const { plan, ask } = dnsPlan(snapshotFrom(source, surroundings), { servers, asked });
  if (ask.servers.length === 0) return { kind: 'planDns', plan, nonce: null, ask: null };
  const fresh = newNonce(surroundings);
  return { kind: 'planDns', plan, nonce: fresh, ask: askCommand(fresh, ask.servers, ask.names) };
};

export const dnsCommands: Handler<'dnsCommands'> = ({ plan, revertAfterSeconds }, surroundings) => {
  const nonce = newNonce(surroundings);
  return { kind: 'dnsCommands', nonce, ...commandsForDns(plan, nonce, revertAfterSeconds) };
};

export const verifyDns: Handler<'verifyDns'> = ({ source, plan }, surroundings) => ({
  kind: 'verifyDns',
  ...dnsVerified(snapshotFrom(source, surroundings), plan),
});

export const planBypass: Handler<'planBypass'> = ({ source, wish }, surroundings) => ({
  kind: 'planBypass',
  plan: bypassPlan(snapshotFrom(source, surroundings), wish),
});

export const bypassCommands: Handler<'bypassCommands'> = ({ plan }, surroundings) => {
  const nonce = newNonce(surroundings);
  return { kind: 'bypassCommands', nonce, ...commandsForBypass(plan, nonce) };
};

export const judgeBypass: Handler<'judgeBypass'> = ({ plan, before, during, nonce, reply }) => {
  // What is read here are the guest's own words.
  const { message } = inLanguage(english, () => readRepairReply(nonce, reply));
  return { kind: 'judgeBypass', verdict: verdictOn(plan, { before, during, message }) };
};

export const repairCommands: Handler<'repairCommands'> = (
  { plan, revertAfterSeconds, backup = null, ...request },
  surroundings,
) => {
  const nonce = newNonce(surroundings);
  const run = request.run ?? newRun(surroundings);
  return {
    kind: 'repairCommands',
    nonce,
    run,
    ...commandsForRepair(plan, { nonce, run, backup, revertAfterSeconds }),
  };
};

export const repairResult: Handler<'repairResult'> = ({ nonce, reply }) => ({
  kind: 'repairResult',
  ...toldReply(nonce, reply),
});
