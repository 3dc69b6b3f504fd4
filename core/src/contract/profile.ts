import * as z from 'zod/mini';
import { describe, named } from './describe.js';
import { Suppressions } from './suppression.js';

const Port = describe(
  z.union([z.int().check(z.minimum(1), z.maximum(65535)), z.string().check(z.regex(/^[1-9]\d{0,4}(\/(tcp|udp))?$/))]),
  'A port; TCP where it does not say udp: 8883, "8883/tcp", "5353/udp".',
);
/** How many ports or networks a property lists. */
export const MOST_ENTRIES = 64;

const ports = z.optional(z.union([Port, z.array(Port).check(z.maxLength(MOST_ENTRIES))]));

const Network = z.string().check(z.regex(/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/));
const label = '[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?';
export const RequiredName = z
  .string()
  .check(z.regex(new RegExp(`^(?=.{1,253}(:|$))${label}(\\.${label})*(:[1-9]\\d{0,4})?$`)));

/** How many names of the caller's own a look asks for: the questions of a look are bounded. */
export const MOST_NAMES = 3;

/** What a device should be, in the words of its owner. What it leaves out is inferred from the device's configuration. */
export const DeviceProfile = named(
  'DeviceProfile',
  z.strictObject({
    protocol: describe(
      z.optional(z.enum(['Amqp', 'AmqpWs', 'Mqtt', 'MqttWs'])),
      'The protocol to the hub or parent. Left out: what the configuration says.',
    ),
    gateway: describe(
      z.optional(z.boolean()),
      'Whether other devices connect through this one. Left out: so where edgeHub publishes ports.',
    ),
    inboundPorts: describe(ports, 'Ports of the VM that must be reachable from the internal network.'),
    closedPorts: describe(ports, 'Ports of the VM that must stay closed to everyone.'),
    internalNetworks: describe(
      z.optional(z.union([Network, z.array(Network).check(z.maxLength(MOST_ENTRIES))])),
      'The networks whose machines may connect to the VM, as 10.1.0.0/16. Left out: the subnets that the VM is in.',
    ),
    proxy: describe(
      z.optional(z.string().check(z.regex(/^(|https?:\/\/[A-Za-z0-9._-]+(:[1-9]\d{0,4})?\/?)$/))),
      'The proxy for outgoing connections, without user and password; empty where there must be none.',
    ),
    names: describe(
      z.optional(z.union([RequiredName, z.array(RequiredName).check(z.maxLength(MOST_NAMES))])),
      'Names that must resolve besides those of the configuration, with a port where it must be reachable: "files.contoso.com:443".',
    ),
    suppressions: describe(
      z.optional(Suppressions),
      'Faults that are known and accepted, each with a reason and a last day. They are shown and counted apart, never left out.',
    ),
  }),
  'What a device should be: how it is judged where the configuration does not say enough.',
);
export type DeviceProfile = z.infer<typeof DeviceProfile>;
