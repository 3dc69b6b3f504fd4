import type { Request } from './contract/request.js';
import type { Response } from './contract/response.js';
import type { Surroundings } from './answer.js';
import { diagnose } from './diagnose.js';
import { rules } from './engine/registry.gen.js';
import { ruleInfo } from './engine/ruleInfo.js';
import { readFacts } from './facts/readFacts.js';
import { dnsReport } from './report/dnsReport.js';
import { snapshotFrom } from './snapshot/source.js';

type Body<K extends Response['kind']> = Omit<Extract<Response, { kind: K }>, 'contract' | 'coreVersion'>;
type Handler<K extends Request['kind']> = (
  request: Extract<Request, { kind: K }>,
  surroundings: Surroundings,
) => Body<K>;

/** One function a kind of request. */
export const handlers: { readonly [K in Request['kind']]: Handler<K> } = {
  diagnose: (request, surroundings) => ({
    kind: 'diagnose',
    ...diagnose(snapshotFrom(request.source, surroundings), rules, request),
  }),
  dnsReport: (request, surroundings) => {
    const snapshot = snapshotFrom(request.source, surroundings);
    return {
      kind: 'dnsReport',
      rows: dnsReport(readFacts(snapshot), { now: new Date(snapshot.collectedAt), device: snapshot.device }),
    };
  },
  snapshot: (request, surroundings) => ({ kind: 'snapshot', snapshot: snapshotFrom(request.source, surroundings) }),
  rules: () => ({ kind: 'rules', rules: rules.map(ruleInfo) }),
};
