import * as z from 'zod/mini';
import { named } from './describe.js';
import { requests as judging } from './requests/judging.js';
import { requests as looking } from './requests/looking.js';
import { requests as repairing } from './requests/repairing.js';
import { requests as reporting } from './requests/reporting.js';
import { requests as saving } from './requests/saving.js';
import { requests as showing } from './requests/showing.js';

export { IotedgeCheck, ProbeLevel, Source } from './requests/shared.js';

/** All requests, each from the file of its part. The core loads a part's file when the first request of it comes. */
export const requests = {
  ...looking,
  ...judging,
  ...showing,
  ...saving,
  ...reporting,
  ...repairing,
};

/** What the module may ask of the core: one JSON object a line on standard input. */
export const Request = named(
  'Request',
  z.discriminatedUnion('kind', [
    requests.guestCommands,
    requests.guestScript,
    requests.hostQuestions,
    requests.destinations,
    requests.diagnose,
    requests.dnsReport,
    requests.firewallRules,
    requests.planFirewall,
    requests.planDns,
    requests.dnsCommands,
    requests.verifyDns,
    requests.planBypass,
    requests.bypassCommands,
    requests.judgeBypass,
    requests.repairCommands,
    requests.repairResult,
    requests.snapshot,
    requests.assess,
    requests.compare,
    requests.report,
    requests.fleet,
    requests.rules,
    requests.trace,
  ]),
  'A request to the core.',
);
export type Request = z.infer<typeof Request>;
