/** What an upstream protocol needs; `webSockets` is the same by port 443, where there is one. */
export const protocols = {
  Amqp: { port: 5671, says: 'AMQP', webSockets: 'AmqpWs' },
  AmqpWs: { port: 443, says: 'AMQP over WebSockets', webSockets: null },
  Mqtt: { port: 8883, says: 'MQTT', webSockets: 'MqttWs' },
  MqttWs: { port: 443, says: 'MQTT over WebSockets', webSockets: null },
} as const;

export type Protocol = keyof typeof protocols;

/** IoT Edge speaks AMQP where nothing is configured, and falls back to AMQP over WebSockets by itself. */
export const DEFAULT_PROTOCOL: Protocol = 'Amqp';
