import * as z from 'zod/mini';
import { later, listOf, macText, number, optionalFlag, optionalNumber, optionalText, record, text } from './shape.js';

const adapter = record({
  name: text,
  description: text,
  index: number,
  /** Up, Disconnected, Disabled, Not Present. */
  status: optionalText,
  mac: macText,
  linkSpeed: optionalText,
  virtual: optionalFlag,
  hardware: later(optionalFlag),
  /** IfAdminStatus: 1 up, 2 down. */
  adminStatus: later(optionalNumber),
  /** IfOperStatus: 1 up, 2 down, 6 not present, 7 lower layer down. */
  operationalStatus: later(optionalNumber),
  /** MediaConnectState: 1 connected, 2 disconnected. */
  mediaState: later(optionalNumber),
  /** IANA ifType: 6 Ethernet, 23 PPP, 53 virtual, 71 wireless, 131 tunnel. */
  interfaceType: later(optionalNumber),
  /** NDIS_PHYSICAL_MEDIUM: 9 wireless, 14 Ethernet. */
  physicalMedium: later(optionalNumber),
});

type Collected = z.infer<typeof adapter>;

const NOT_PRESENT = 6;

/** The word by the numbers, where there are any: they are the same whatever Windows' language. */
const statusOf = ({ status, adminStatus, operationalStatus }: Collected): string | null => {
  if (operationalStatus === 1) return 'Up';
  if (adminStatus === 2) return 'Disabled';
  if (operationalStatus === NOT_PRESENT) return 'Not Present';
  return operationalStatus == null ? status : 'Disconnected';
};

export const HostAdapters = listOf(
  z.pipe(
    adapter,
    z.transform((one: Collected) => ({ ...one, status: statusOf(one) })),
  ),
);
/** A network adapter of the host, Get-NetAdapter. */
export type HostAdapter = Readonly<z.infer<typeof HostAdapters>[number]>;
