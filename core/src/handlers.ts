import type { Request } from './contract/request.js';
import type { Response } from './contract/response.js';
import type { Snapshot } from './contract/snapshot.js';
import { diagnose } from './diagnose.js';
import { rules } from './engine/registry.gen.js';
import { ruleInfo } from './engine/ruleInfo.js';
import { readFacts } from './facts/readFacts.js';
import { readableScript } from './guest/guestScript.js';
import { destinations } from './guest/destinations.js';
import { nextCommands } from './guest/nextCommands.js';
import { hostQuestions } from './model/hostQuestions.js';
import { nameOf, readProfile } from './model/profile.js';
import { redact } from './redact/redact.js';
import { askCommand, dnsCommands, readAsked } from './repairs/dnsCommands.js';
import { judgeBypass } from './repairs/judgeBypass.js';
import { bypassCommands, planBypass } from './repairs/planBypass.js';
import { planDns } from './repairs/planDns.js';
import { planFirewall } from './repairs/planFirewall.js';
import { forFinding } from './repairs/forFinding.js';
import { repairCommands } from './repairs/repairCommands.js';
import { readRepairReply } from './repairs/repairReply.js';
import { compare } from './report/compare.js';
import { assess, renderedReport } from './report/assess.js';
import { verifyDns } from './repairs/verifyDns.js';
import { dnsReport } from './report/dnsReport.js';
import { firewallRules } from './report/firewallRules.js';
import { snapshotFrom } from './snapshot/source.js';
import type { Surroundings } from './surroundings.js';
import { english, inLanguage } from './texts/say.js';
import { trace } from './trace/trace.js';

declare const CORE_VERSION: string;

type Body<K extends Response['kind']> = Omit<Extract<Response, { kind: K }>, 'contract' | 'coreVersion'>;
type Handler<K extends Request['kind']> = (
  request: Extract<Request, { kind: K }>,
  surroundings: Surroundings,
) => Body<K>;

/** Nobody can guess it, so nothing in the guest can imitate the lines that carry it. */
const newNonce = ({ randomHex }: Surroundings): string => randomHex(16);

const newRun = ({ randomHex }: Surroundings): string => randomHex(8);

/** Which look a row is from. */
const deviceOf = ({ device, collectedAt }: Snapshot): Pick<Snapshot, 'device' | 'collectedAt'> => ({
  device,
  collectedAt,
});

/** One function a kind of request. */
export const handlers: { readonly [K in Request['kind']]: Handler<K> } = {
  guestCommands: ({ probe, iotedgeCheck, timeoutSeconds, replies = [], names = [], ...request }, surroundings) => {
    const nonce = request.nonce ?? newNonce(surroundings);
    const profile = readProfile(request.profile);
    const wishes = {
      names: [...names.map(nameOf), ...(profile?.names ?? [])],
      protocol: profile?.protocol ?? null,
    };
    return {
      kind: 'guestCommands',
      nonce,
      ...nextCommands({ nonce, replies, probe, iotedgeCheck, timeoutSeconds, wishes }),
    };
  },
  destinations: ({ source, probe, iotedgeCheck }, surroundings) => {
    const snapshot = snapshotFrom(source, surroundings);
    return { kind: 'destinations', destinations: destinations(snapshot, readFacts(snapshot), probe, iotedgeCheck) };
  },
  hostQuestions: ({ source }, surroundings) => ({
    kind: 'hostQuestions',
    ...hostQuestions(readFacts(snapshotFrom(source, surroundings))),
  }),
  guestScript: ({ probe, timeoutSeconds, like }, surroundings) => ({
    kind: 'guestScript',
    script: readableScript({
      nonce: newNonce(surroundings),
      version: CORE_VERSION,
      probe,
      timeoutSeconds,
      like: like === undefined ? null : snapshotFrom(like, surroundings),
    }),
  }),
  diagnose: ({ source, control, ...wishes }, surroundings) => {
    const beside = control === undefined ? undefined : snapshotFrom(control, surroundings);
    return { kind: 'diagnose', ...diagnose(snapshotFrom(source, surroundings), rules, { ...wishes, control: beside }) };
  },
  dnsReport: ({ source, names = [] }, surroundings) => {
    const snapshot = snapshotFrom(source, surroundings);
    const context = { now: new Date(snapshot.collectedAt), device: snapshot.device };
    return {
      kind: 'dnsReport',
      rows: dnsReport(
        readFacts(snapshot),
        context,
        names.map(nameOf).map(({ host }) => host),
      ),
    };
  },
  firewallRules: ({ source, where }, surroundings) => {
    const snapshot = snapshotFrom(source, surroundings);
    return { kind: 'firewallRules', ...firewallRules(readFacts(snapshot), where, deviceOf(snapshot)) };
  },
  planFirewall: ({ source, wish, liveOnly, finding }, surroundings) => {
    const snapshot = snapshotFrom(source, surroundings);
    const plan = planFirewall(snapshot, wish, { liveOnly });
    const found = finding === undefined ? [] : diagnose(snapshot, rules, { rules: [finding.rule] }).findings;
    return { kind: 'planFirewall', plan: finding === undefined ? plan : forFinding(plan, finding, found) };
  },
  planDns: ({ source, servers, nonce, reply }, surroundings) => {
    const asked = nonce === undefined || reply === undefined ? null : (readAsked(nonce, reply) ?? []);
    const { plan, ask } = planDns(snapshotFrom(source, surroundings), { servers, asked });
    if (ask.servers.length === 0) return { kind: 'planDns', plan, nonce: null, ask: null };
    const fresh = newNonce(surroundings);
    return { kind: 'planDns', plan, nonce: fresh, ask: askCommand(fresh, ask.servers, ask.names) };
  },
  dnsCommands: ({ plan, revertAfterSeconds }, surroundings) => {
    const nonce = newNonce(surroundings);
    return { kind: 'dnsCommands', nonce, ...dnsCommands(plan, nonce, revertAfterSeconds) };
  },
  verifyDns: ({ source, plan }, surroundings) => ({
    kind: 'verifyDns',
    ...verifyDns(snapshotFrom(source, surroundings), plan),
  }),
  planBypass: ({ source, wish }, surroundings) => ({
    kind: 'planBypass',
    plan: planBypass(snapshotFrom(source, surroundings), wish),
  }),
  bypassCommands: ({ plan }, surroundings) => {
    const nonce = newNonce(surroundings);
    return { kind: 'bypassCommands', nonce, ...bypassCommands(plan, nonce) };
  },
  judgeBypass: ({ plan, before, during, nonce, reply }) => {
    // What is read here are the guest's own words.
    const { message } = inLanguage(english, () => readRepairReply(nonce, reply));
    return { kind: 'judgeBypass', verdict: judgeBypass(plan, { before, during, message }) };
  },
  repairCommands: ({ plan, revertAfterSeconds, backup = null, ...request }, surroundings) => {
    const nonce = newNonce(surroundings);
    const run = request.run ?? newRun(surroundings);
    return { kind: 'repairCommands', nonce, run, ...repairCommands(plan, { nonce, run, backup, revertAfterSeconds }) };
  },
  repairResult: ({ nonce, reply }) => ({ kind: 'repairResult', ...readRepairReply(nonce, reply) }),
  snapshot: ({ source, redact: wanted }, surroundings) => {
    const snapshot = snapshotFrom(source, surroundings);
    if (wanted !== true) return { kind: 'snapshot', snapshot };
    const { report, snapshot: redacted } = redact(snapshot, Buffer.from(surroundings.randomHex(32), 'hex'));
    return { report, kind: 'snapshot', snapshot: redacted };
  },
  trace: ({ source, wish }, surroundings) => ({
    kind: 'trace',
    trace: trace(snapshotFrom(source, surroundings), wish),
  }),
  assess: (request, surroundings) => ({ kind: 'assess', device: assess(request, surroundings) }),
  compare: ({ before, source, profile }, surroundings) => ({
    kind: 'compare',
    changes: compare(snapshotFrom(before, surroundings), snapshotFrom(source, surroundings), profile),
  }),
  report: (request, surroundings) => ({ kind: 'report', text: renderedReport(request, surroundings) }),
  rules: () => ({ kind: 'rules', rules: rules.map(ruleInfo) }),
};
