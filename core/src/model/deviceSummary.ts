import type { FactValues } from '../facts/facts.js';
import { protocolOf, upstreamHost } from './upstream/endpoints.js';
import { protocols } from './upstream/protocols.js';
import type { Profile } from './profile.js';
import { allocationOf, eflowSwitch, kindOf } from './host/switchKind.js';
import { mainAddress, primary } from './address/vmInterface.js';

/** What is not known of the device, in every language. */
export const UNKNOWN = '?';
/** What the device has not. */
export const NONE = '-';

/** The facts by which a device is described; all of them may be missing. */
export const summaryFacts = [
  'host.eflow',
  'host.switches',
  'host.vmNetwork',
  'host.vmEndpoint',
  'host.vmAddress',
  'guest.release',
  'guest.interfaces',
  'guest.upstream',
  'profile',
] as const;

type Facts = { readonly [K in Exclude<(typeof summaryFacts)[number], 'profile'>]: FactValues[K] | undefined } & {
  readonly profile: Profile | undefined;
};

/** EFLOW's own words: they are the same in every language. */
const switchOf = (facts: Facts): string => {
  const found = eflowSwitch({ switches: facts['host.switches'], network: facts['host.vmNetwork'] });
  if (found === null) return facts['host.vmNetwork']?.[0]?.name ?? UNKNOWN;
  return kindOf(found) === 'default' ? 'Default Switch' : `${found.type} "${found.name}"`;
};

const allocationWords = { static: 'Static', dynamic: 'DHCP' } as const;

const allocationIn = (facts: Facts): string => {
  const allocation = allocationOf(facts['host.vmEndpoint'], facts['host.vmNetwork']);
  return allocation === null ? UNKNOWN : allocationWords[allocation];
};

const addressIn = (facts: Facts): string => {
  const interfaces = facts['guest.interfaces'];
  if (interfaces === undefined) return facts['host.vmAddress']?.ip ?? UNKNOWN;
  const card = primary(interfaces);
  const own = card === null ? null : mainAddress(card);
  return own === null ? NONE : `${own.address}/${own.prefixLength}`;
};

const systemOf = (release: FactValues['guest.release'] | undefined): string =>
  release === undefined ? UNKNOWN : (release.prettyName ?? `${release.id} ${release.versionId}`);

const protocolIn = ({ profile, 'guest.upstream': upstream }: Facts): string => {
  const protocol = profile?.protocol ?? (upstream === undefined ? null : protocolOf(upstream));
  return protocol === null ? UNKNOWN : protocols[protocol].says;
};

const upstreamIn = ({ 'guest.upstream': upstream }: Facts): string =>
  upstream === undefined ? UNKNOWN : (upstreamHost(upstream) ?? NONE);

/** What this device is: the words for a sentence about it. */
export const summaryOf = (facts: Facts) => ({
  release: facts['host.eflow']?.version ?? UNKNOWN,
  system: systemOf(facts['guest.release']),
  switch: switchOf(facts),
  allocation: allocationIn(facts),
  address: addressIn(facts),
  protocol: protocolIn(facts),
  upstream: upstreamIn(facts),
});
