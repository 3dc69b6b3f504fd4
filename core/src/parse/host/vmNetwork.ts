import type * as z from 'zod/mini';
import { listOf, optionalText, record, text } from './shape.js';
import { parsed, type Parsed } from '../text/parsed.js';

/** What Get-EflowNetwork returned: the collector's names, or the cmdlet's own. */
export const HostVmNetworkAnswer = listOf(
  record({
    name: text,
    allocation: optionalText,
    allocationMethod: optionalText,
    cidr: optionalText,
    type: optionalText,
  }),
);

/** A network of the lifecycle agent: a virtual switch that it uses. */
export interface HostVmNetwork {
  readonly name: string;
  readonly allocation: string | null;
  readonly cidr: string | null;
  readonly type: string | null;
}

export const readVmNetworks = (answer: z.infer<typeof HostVmNetworkAnswer>): Parsed<readonly HostVmNetwork[]> =>
  parsed(
    answer.map(({ name, allocation, allocationMethod, cidr, type }) => ({
      name,
      allocation: allocation ?? allocationMethod,
      cidr,
      type,
    })),
  );
