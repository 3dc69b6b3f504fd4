import * as z from 'zod/mini';
import { later, listOf, optionalFlag, record, text } from './shape.js';

/** Microsoft.HyperV.PowerShell.VMSwitchType, in its own order. */
const types = ['Private', 'Internal', 'External'] as const;

const switchType = z.pipe(
  z.transform((value: unknown): unknown => (typeof value === 'number' ? types[value] : value)),
  z.enum(types),
);

export const HostSwitches = listOf(
  record({
    id: text,
    name: text,
    type: switchType,
    adapterDescriptions: listOf(text),
    /** Whether the host itself has an adapter on it. */
    forHostToo: later(optionalFlag),
  }),
);
/** A virtual switch of the host. */
export type HostSwitch = Readonly<z.infer<typeof HostSwitches>[number]>;
