import type { World } from './world.js';

const valueOf = ({ settings }: World, name: string): number | null => {
  const text = settings !== null && Object.hasOwn(settings, name) ? settings[name] : undefined;
  return text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : null;
};

/** `net.ipv4.conf.<interface>.<name>`; null: the snapshot does not tell. */
const interfaceSetting = (world: World, device: string, name: string): number | null =>
  valueOf(world, `net.ipv4.conf.${device}.${name}`);

/** The larger of `all` and the interface's own (ip-sysctl: rp_filter). A value of either alone is a lower bound and not enough, unless it is the highest. */
export const reversePathMode = (world: World, device: string): number | null => {
  const all = interfaceSetting(world, 'all', 'rp_filter');
  const own = interfaceSetting(world, device, 'rp_filter');
  return all === null || own === null ? null : Math.max(all, own);
};

/** On where `all` or the interface's own is on: accept_local, route_localnet, src_valid_mark. They are off unless somebody set them. */
export const isOnForEither = (world: World, device: string, name: string): boolean =>
  interfaceSetting(world, 'all', name) === 1 || interfaceSetting(world, device, name) === 1;

/** Forwarding of what comes in by a device; null: not known. */
export const forwards = (world: World, device: string): boolean | null => {
  const value = interfaceSetting(world, device, 'forwarding') ?? valueOf(world, 'net.ipv4.ip_forward');
  return value === null ? null : value === 1;
};

/** Whether frames that a bridge carries between its ports pass iptables. Without the module there is no such setting; null: not known. */
export const bridgeCallsIptables = (world: World): boolean | null =>
  world.settings === null ? null : valueOf(world, 'net.bridge.bridge-nf-call-iptables') === 1;

export const ignoresEcho = (world: World): boolean => valueOf(world, 'net.ipv4.icmp_echo_ignore_all') === 1;

/** On unless somebody set it off. */
export const ignoresBroadcastEcho = (world: World): boolean =>
  valueOf(world, 'net.ipv4.icmp_echo_ignore_broadcasts') !== 0;
