import type { Upstream } from './item.js';
import type { Profile } from './profile.js';

/** What an upstream protocol needs; `fallback` is the port that IoT Edge tries next by itself. */
export const protocols = {
  Amqp: { port: 5671, says: 'AMQP', webSockets: 'AmqpWs' },
  AmqpWs: { port: 443, says: 'AMQP over WebSockets', webSockets: null },
  Mqtt: { port: 8883, says: 'MQTT', webSockets: 'MqttWs' },
  MqttWs: { port: 443, says: 'MQTT over WebSockets', webSockets: null },
} as const;

export type Protocol = keyof typeof protocols;

/** IoT Edge speaks AMQP where nothing is configured, and falls back to AMQP over WebSockets by itself. */
export const DEFAULT_PROTOCOL: Protocol = 'Amqp';

export const HTTPS = 443;

/** What the owner says that it should be goes before what the configuration says that it is. */
export const protocolOf = (upstream: Upstream, profile?: Profile): Protocol =>
  profile?.protocol ?? upstream.protocol ?? DEFAULT_PROTOCOL;

/** Where the device reports to: its parent in a hierarchy, else its hub. */
export const upstreamHost = ({ hub, parent }: Upstream): string | null => parent ?? hub;
