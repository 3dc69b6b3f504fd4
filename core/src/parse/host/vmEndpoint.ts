import * as z from 'zod/mini';
import { isObject } from '../text/json.js';
import { listOf, optionalNumber, optionalText, record, text } from './shape.js';
import { cutAt } from '../text/lines.js';
import { normalMac } from '../text/mac.js';
import { parsed, type Parsed } from '../text/parsed.js';

const keys = ['Address', 'PrefixLength', 'Gateway', 'AllocationMethod', 'SubNet'];

/**
 * What is left of a nested object that crossed a session: `@{Address=172.20.0.2; PrefixLength=24; SubNet=Switch}`
 * (Azure/iotedge-eflow#221). A name may hold `;` and `=`: a part that begins with no known key belongs to the one before.
 */
const fromText = (flattened: string): Record<string, string> => {
  const entries: [string, string][] = [];
  for (const part of flattened.trim().replace(/^@\{/, '').replace(/\}$/, '').split('; ')) {
    const [key, value] = cutAt(part, '=');
    const last = entries.at(-1);
    if (value !== null && keys.includes(key)) entries.push([key, value]);
    else if (last !== undefined) last[1] += `; ${part}`;
  }
  return Object.fromEntries(entries);
};

const ipConfiguration = z.pipe(
  z.transform((value: unknown): unknown => {
    const one: unknown = Array.isArray(value) ? value[0] : value;
    return typeof one === 'string' ? fromText(one) : isObject(one) ? one : {};
  }),
  record({
    address: optionalText,
    prefixLength: optionalNumber,
    gateway: optionalText,
    allocationMethod: optionalText,
    subNet: optionalText,
  }),
);

/** What Get-EflowVmEndpoint returned: a bare object for one endpoint, a list for several. */
export const HostVmEndpointAnswer = listOf(
  record({
    name: text,
    macAddress: optionalText,
    healthStatus: optionalText,
    ipConfiguration,
    guestInterfaceName: optionalText,
  }),
);

/** An endpoint of the VM as the lifecycle agent knows it. */
export interface HostVmEndpoint {
  readonly name: string;
  readonly mac: string | null;
  /** `currentState:OK previousState:OK` */
  readonly health: string | null;
  readonly address: string | null;
  readonly prefixLength: number | null;
  readonly gateway: string | null;
  /** Static, Dynamic. */
  readonly allocation: string | null;
  /** The name of the switch. */
  readonly subnet: string | null;
  /** Missing before EFLOW 1.4. */
  readonly guestInterface: string | null;
}

export const readVmEndpoints = (answer: z.infer<typeof HostVmEndpointAnswer>): Parsed<readonly HostVmEndpoint[]> =>
  parsed(
    answer.map(({ name, macAddress, healthStatus, ipConfiguration: ip, guestInterfaceName }) => ({
      name,
      mac: normalMac(macAddress),
      health: healthStatus,
      address: ip.address,
      prefixLength: ip.prefixLength,
      gateway: ip.gateway,
      allocation: ip.allocationMethod,
      subnet: ip.subNet,
      guestInterface: guestInterfaceName,
    })),
  );
