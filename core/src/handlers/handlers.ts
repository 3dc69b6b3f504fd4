import type { Request } from '../contract/request.js';
import type { Handler } from './handler.js';

/** Requests of one kind of work share a file, which is loaded when the first of them comes. */
const looking = () => import('./looking.js');
const judging = () => import('./judging.js');
const showing = () => import('./showing.js');
const saving = () => import('./saving.js');
const reporting = () => import('./reporting.js');
const repairing = () => import('./repairing.js');

/** One function a kind of request. */
export const handlers: { readonly [K in Request['kind']]: () => Promise<Handler<K>> } = {
  guestCommands: async () => (await looking()).guestCommands,
  destinations: async () => (await looking()).destinations,
  hostQuestions: async () => (await looking()).hostQuestions,
  guestScript: async () => (await looking()).guestScript,
  diagnose: async () => (await judging()).diagnose,
  rules: async () => (await judging()).rules,
  dnsReport: async () => (await showing()).dnsReport,
  firewallRules: async () => (await showing()).firewallRules,
  trace: async () => (await showing()).trace,
  snapshot: async () => (await saving()).snapshot,
  assess: async () => (await reporting()).assess,
  compare: async () => (await reporting()).compare,
  report: async () => (await reporting()).report,
  fleet: async () => (await reporting()).fleet,
  planFirewall: async () => (await repairing()).planFirewall,
  planDns: async () => (await repairing()).planDns,
  dnsCommands: async () => (await repairing()).dnsCommands,
  verifyDns: async () => (await repairing()).verifyDns,
  planBypass: async () => (await repairing()).planBypass,
  bypassCommands: async () => (await repairing()).bypassCommands,
  judgeBypass: async () => (await repairing()).judgeBypass,
  repairCommands: async () => (await repairing()).repairCommands,
  repairResult: async () => (await repairing()).repairResult,
};
