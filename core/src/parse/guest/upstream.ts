import { cutAt, filledLinesOf, orNull } from '../text/lines.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';

const protocols = ['Amqp', 'AmqpWs', 'Mqtt', 'MqttWs'] as const;

/** What the device is configured to talk to. */
export interface Upstream {
  readonly hub: string | null;
  /** edgeAgent's UpstreamProtocol. Null where it is not set: IoT Edge then uses Amqp and falls back to AmqpWs. */
  readonly protocol: (typeof protocols)[number] | null;
  /** manual, dps, ... as the configuration words it. */
  readonly provisioning: string | null;
  readonly dps: string | null;
  readonly parent: string | null;
  readonly registries: readonly string[];
  /** The device's own name in the configuration. */
  readonly hostName: string | null;
  /** The file that it was read from. */
  readonly source: string | null;
}

const readLine = (line: string): Parsed<readonly [string, string]> => {
  const [key, value] = cutAt(line, '=');
  return value === null
    ? notUnderstood('A line of the upstream configuration', line)
    : parsed([key.trim(), value.trim()]);
};

/** Lines `key=value`: hub, protocol, provisioning, dps, parent, hostName, source; `registry` may come again. */
export const parseUpstream = (text: string): Parsed<Upstream> => {
  const lines = parseEach(filledLinesOf(text), readLine);
  if (!lines.ok) return lines;
  const all = (wanted: string): string[] =>
    lines.value.filter(([key, value]) => key === wanted && value !== '').map(([, value]) => value);
  const one = (wanted: string): string | null => orNull(all(wanted)[0]);
  const protocol = one('protocol')?.toLowerCase();
  return parsed({
    hub: one('hub'),
    // edgeAgent reads it without regard to case, and takes an unknown word for not set (UpstreamProtocol.cs of Azure/iotedge).
    protocol: protocols.find((name) => name.toLowerCase() === protocol) ?? null,
    provisioning: one('provisioning'),
    dps: one('dps'),
    parent: one('parent'),
    registries: all('registry'),
    hostName: one('hostName'),
    source: one('source'),
  });
};
