import type * as z from 'zod/mini';
import { optionalText, record } from './shape.js';
import { linesOf } from '../text/lines.js';
import { parsed, type Parsed } from '../text/parsed.js';

/** When the agent's login was written last, and the end of its log, wssdagent.log. */
export const HostAgentAnswer = record({ loginWrittenAt: optionalText, log: optionalText });

/** The lifecycle agent, beyond its being a service. */
export interface HostAgent {
  /** Seconds since 1970: since when it has had its certificate, which lasts a year. Null where there is no login. */
  readonly certificateSince: number | null;
  /** Its last complaints, the newest last. */
  readonly errors: readonly string[];
}

/** The agent writes in English whatever Windows' language. */
const complaint = /\b(?:errors?|failed|failure|expired|denied|unreachable|not found|unavailable)\b/i;

const FEW = 5;

/** `[LOG: 05-15 07:00:0000028 TraceID: hcs.go:459  be2bbb0b] Virtual Machine not Found` (Azure/iotedge-eflow#303). */
const sentenceOf = (line: string): string => line.slice(line.startsWith('[') ? line.indexOf(']') + 1 : 0).trim();

export const readAgent = ({ loginWrittenAt, log }: z.infer<typeof HostAgentAnswer>): Parsed<HostAgent> => {
  const written = loginWrittenAt === null ? Number.NaN : Date.parse(loginWrittenAt);
  const errors = linesOf(log ?? '')
    .map(sentenceOf)
    .filter((line) => complaint.test(line))
    .map((line) => line.slice(0, 300));
  return parsed({ certificateSince: Number.isNaN(written) ? null : written / 1000, errors: errors.slice(-FEW) });
};
