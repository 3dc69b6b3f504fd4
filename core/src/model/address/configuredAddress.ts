import type { Evidence } from '../../contract/finding.js';
import type { NetworkFile, NetworkInterface, VmEndpoint } from '../item.js';
import { filesFor, valuesOf } from './networkFile.js';

/** The fixed address that somebody configured, as far as it is complete. */
export interface ConfiguredAddress {
  readonly address: string | null;
  readonly prefixLength: number | null;
  readonly gateway: string | null;
  /** Where it is configured. */
  readonly fact: 'host.vmEndpoint' | 'guest.networkFiles';
  readonly path: Evidence['path'];
}

const fromEndpoint = (endpoint: readonly VmEndpoint[]): ConfiguredAddress | null => {
  const first = endpoint[0];
  if (first?.allocation?.toLowerCase() !== 'static') return null;
  const { address, prefixLength, gateway } = first;
  return { address, prefixLength, gateway, fact: 'host.vmEndpoint', path: '/0' };
};

const fromFiles = (card: NetworkInterface, files: readonly NetworkFile[]): ConfiguredAddress | null => {
  const file = filesFor(card, files)[0];
  const values =
    file === undefined ? [] : [...valuesOf(file, 'Network', 'Address'), ...valuesOf(file, 'Address', 'Address')];
  const first = values.find((value) => !value.includes(':'));
  if (file === undefined || first === undefined) return null;
  const [address = null, length] = first.split('/');
  const gateway = [...valuesOf(file, 'Network', 'Gateway'), ...valuesOf(file, 'Route', 'Gateway')][0] ?? null;
  const prefixLength = length !== undefined && /^\d{1,3}$/.test(length) ? Number(length) : null;
  return { address, prefixLength, gateway, fact: 'guest.networkFiles', path: file.path };
};

/** The fixed address of the primary interface, by EFLOW's endpoint or else by the VM's own files; null with DHCP. */
export const configuredAddress = (
  endpoint: readonly VmEndpoint[] | undefined,
  card: NetworkInterface | null,
  files: readonly NetworkFile[] | undefined,
): ConfiguredAddress | null => {
  const told = fromEndpoint(endpoint ?? []);
  // Early builds tell the allocation and nothing else.
  if (told !== null && (told.address !== null || told.gateway !== null)) return told;
  return card === null ? told : (fromFiles(card, files ?? []) ?? told);
};
