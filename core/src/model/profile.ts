import { DeviceProfile } from '../contract/profile.js';
import { Suppression } from '../contract/suppression.js';
import type { Protocol } from './upstream/protocols.js';
import { say } from '../texts/say.js';
import { parsePrefix, type Prefix } from '../ipv4.js';
import { faultOf, notValid } from './profileFault.js';
import { withoutEnd } from './withoutEnd.js';

export interface ProfilePort {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

export interface ProfileName {
  readonly host: string;
  readonly port: number | null;
}

/** What the caller says that the device should be. null and empty: not said. */
export interface Profile {
  readonly protocol: Protocol | null;
  readonly gateway: boolean | null;
  readonly inboundPorts: readonly ProfilePort[];
  readonly closedPorts: readonly ProfilePort[];
  readonly internalNetworks: readonly Prefix[];
  /** Empty: there must be none. */
  readonly proxy: string | null;
  readonly names: readonly ProfileName[];
}

const known = Object.keys(DeviceProfile.shape);
const ofSuppression = Object.keys(Suppression.shape);

/** PowerShell does not care about case, so neither do the names of a profile's properties. */
const withKeys = (value: unknown, keys: readonly string[]): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, item]: [string, unknown]): [string, unknown] => [
    keys.find((one) => one.toLowerCase() === key.toLowerCase()) ?? key,
    item,
  ]);
  return Object.fromEntries(entries);
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const withKnownKeys = (value: unknown): unknown => {
  const profile = withKeys(value, known);
  if (!isRecord(profile) || !Array.isArray(profile['suppressions'])) return profile;
  const suppressions = profile['suppressions'].map((one: unknown) => withKeys(one, ofSuppression));
  return { ...profile, suppressions };
};

const listOf = <T>(value: T | T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

const portOf = (where: string, value: number | string): ProfilePort => {
  const [number = '', protocol] = String(value).split('/');
  if (Number(number) > 65535) throw notValid([where], say('{number} is no port.', { number }));
  return { port: Number(number), protocol: protocol === 'udp' ? 'udp' : 'tcp' };
};

/** A name of the caller's own, with its port where it has one. */
export const nameOf = (value: string): ProfileName => {
  const [host = '', port] = value.split(':');
  if (port !== undefined && Number(port) > 65535)
    throw notValid(['names'], say('{number} is no port.', { number: port }));
  return { host: host.toLowerCase(), port: port === undefined ? null : Number(port) };
};

const networkOf = (value: string): Prefix => {
  const prefix = parsePrefix(value);
  if (prefix === null) throw notValid(['internalNetworks'], say('{network} is no network.', { network: value }));
  return prefix;
};

/** @throws CoreFault ProfileNotValid: what is misspelt would otherwise be silently not judged */
export const parseProfile = (value: unknown): DeviceProfile => {
  const profile = withKnownKeys(value);
  const result = DeviceProfile.safeParse(profile);
  if (!result.success) throw faultOf(result.error.issues, profile, (way) => (way.length > 0 ? ofSuppression : known));
  return result.data;
};

/** @throws CoreFault ProfileNotValid */
export const readProfile = (value: unknown): Profile | undefined => {
  if (value === undefined) return undefined;
  const { protocol, gateway, inboundPorts, closedPorts, internalNetworks, proxy, names } = parseProfile(value);
  return {
    protocol: protocol ?? null,
    gateway: gateway ?? null,
    inboundPorts: listOf(inboundPorts).map((one) => portOf('inboundPorts', one)),
    closedPorts: listOf(closedPorts).map((one) => portOf('closedPorts', one)),
    internalNetworks: listOf(internalNetworks).map(networkOf),
    proxy: proxy === undefined ? null : withoutEnd(proxy, '/'),
    names: listOf(names).map(nameOf),
  };
};

const isDay = (text: string): boolean => {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

/**
 * The faults that the profile accepts; rules know nothing of them.
 * @throws CoreFault ProfileNotValid: also where one names a rule that there is not, and would hold for nothing for ever
 */
export const readSuppressions = (value: unknown, ruleIds: ReadonlySet<string>): readonly Suppression[] => {
  const suppressions = value === undefined ? [] : (parseProfile(value).suppressions ?? []);
  for (const [index, { rule, expires }] of suppressions.entries()) {
    const way = ['suppressions', index];
    if (!ruleIds.has(rule)) throw notValid([...way, 'rule'], say('No rule has the id {pattern}.', { pattern: rule }));
    if (!isDay(expires)) throw notValid([...way, 'expires'], say('{day} is no day.', { day: expires }));
  }
  return suppressions;
};
