import { isObject, numberOf, parseJson, textsIn } from '../text/json.js';
import { notUnderstood, parsed, type Parsed } from '../text/parsed.js';

/** The container engine's own settings, as far as they concern the network; null where the file says nothing. */
export interface DaemonJson {
  readonly present: boolean;
  readonly dns: readonly string[];
  readonly mtu: number | null;
  readonly iptables: boolean | null;
  readonly userlandProxy: boolean | null;
}

const flagOf = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);

/** /etc/docker/daemon.json; nothing at all where there is no such file. */
export const parseDaemonJson = (text: string): Parsed<DaemonJson> => {
  if (text.trim() === '') return parsed({ present: false, dns: [], mtu: null, iptables: null, userlandProxy: null });
  const value = parseJson('daemon.json', text);
  if (!value.ok) return value;
  if (!isObject(value.value)) return notUnderstood('daemon.json', text);
  const settings = value.value;
  return parsed({
    present: true,
    dns: textsIn(settings['dns']),
    mtu: numberOf(settings['mtu']),
    iptables: flagOf(settings['iptables']),
    userlandProxy: flagOf(settings['userland-proxy']),
  });
};
