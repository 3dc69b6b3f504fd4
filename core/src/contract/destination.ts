import * as z from 'zod/mini';
import { describe, named } from './describe.js';

/** One place that a look would send packets to. */
export const Destination = named(
  'Destination',
  z.strictObject({
    host: describe(z.string(), 'A name or an address.'),
    protocol: z.enum(['tcp', 'udp', 'icmp', 'arp']),
    port: describe(z.nullable(z.int()), 'Null for icmp and arp.'),
    why: describe(
      z.enum([
        'dns',
        'required',
        'offered',
        'proxy',
        'ntp',
        'gateway',
        'pathMtu',
        'control',
        'duplicate',
        'iotedgeCheck',
      ]),
      'dns: a name server that is set. required: IoT Edge needs it. offered: a port that the VM offers. control: nobody can be there. pathMtu: only if TLS fails. duplicate: whether somebody else has the address of the VM. iotedgeCheck: what IoT Edge itself tries.',
    ),
    from: describe(z.array(z.string()), 'vm, host, or network: and the name of a container network.'),
  }),
  'One place that a look would send packets to.',
);
export type Destination = z.infer<typeof Destination>;
