import type { Request, requests } from '../contract/request.js';
import type { Handler } from './handler.js';

/** Requests of one kind of work share a file, which is loaded when the first of them comes. */
const looking = () => import('./looking.js');
const judging = () => import('./judging.js');
const showing = () => import('./showing.js');
const saving = () => import('./saving.js');
const reporting = () => import('./reporting.js');
const repairing = () => import('./repairing.js');

/** What such a file has for a kind of request: what it must be like, and what carries it out. */
export type Part<K extends Request['kind']> = { readonly requests: Pick<typeof requests, K> } & {
  readonly [P in K]: Handler<P>;
};

/** The file of each kind of request. */
export const handlers: { readonly [K in Request['kind']]: () => Promise<Part<K>> } = {
  guestCommands: looking,
  destinations: looking,
  hostQuestions: looking,
  guestScript: looking,
  diagnose: judging,
  rules: judging,
  dnsReport: showing,
  firewallRules: showing,
  trace: showing,
  snapshot: saving,
  assess: reporting,
  compare: reporting,
  report: reporting,
  fleet: reporting,
  planFirewall: repairing,
  planDns: repairing,
  dnsCommands: repairing,
  verifyDns: repairing,
  planBypass: repairing,
  bypassCommands: repairing,
  judgeBypass: repairing,
  repairCommands: repairing,
  repairResult: repairing,
};
