import type { HostAdapter, VirtualSwitch } from '../item.js';

/** The adapters that an External switch is bound to; Windows names them by their description. */
export const boundAdapters = (one: VirtualSwitch, adapters: readonly HostAdapter[]): readonly HostAdapter[] =>
  adapters.filter(({ description }) => one.adapterDescriptions.includes(description));

const isUp = ({ status }: HostAdapter): boolean => status?.toLowerCase() === 'up';

export const liveAdapters = (adapters: readonly HostAdapter[]): readonly HostAdapter[] => adapters.filter(isUp);

/** Cards of the host itself that have a link: what an External switch could be bound to instead. */
export const usableAdapters = (adapters: readonly HostAdapter[]): readonly HostAdapter[] =>
  liveAdapters(adapters).filter(
    ({ virtual, description }) => virtual !== true && !/hyper-v|virtual|vpn|tap-|loopback/i.test(description),
  );

/** By their numbers where Windows tells them; a driver's own words are in any language. */
const NDIS_NATIVE_WIFI = 9;
const IF_TYPE_WIRELESS = 71;

/** Wireless cards carry one MAC address only: Hyper-V rewrites the VM's, and some access points do not like it. */
export const isWireless = ({ description, name, physicalMedium, interfaceType }: HostAdapter): boolean =>
  physicalMedium === NDIS_NATIVE_WIFI ||
  interfaceType === IF_TYPE_WIRELESS ||
  /wi-?fi|wireless|wlan|802\.11/i.test(`${description} ${name}`);
