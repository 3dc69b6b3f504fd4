import type { RemedyTemplate } from '../../engine/rule.js';
import type { FactValues } from '../../facts/facts.js';
import { configuredAddress, type ConfiguredAddress } from '../../model/address/configuredAddress.js';
import { correctedDeployLine } from '../../model/address/correction.js';
import { eflowSwitch } from '../../model/host/switchKind.js';
import { primary } from '../../model/address/vmInterface.js';

/** What rules about a fixed address use: the settings, and the host's side of the switch for what would be right. */
export const fixedFacts = [
  'guest.interfaces',
  'guest.networkFiles',
  'host.switches',
  'host.vmNetwork',
  'host.addresses',
  'host.routes',
  'host.neighbours',
] as const;

/** The same for a rule that is about an address of the VM with either kind, besides what it requires. */
export const besides = [
  'guest.networkFiles',
  'host.vmEndpoint',
  'host.switches',
  'host.vmNetwork',
  'host.routes',
] as const;

type Facts = { readonly [K in (typeof fixedFacts)[number]]: FactValues[K] | undefined } & {
  readonly 'host.vmEndpoint': FactValues['host.vmEndpoint'] | undefined;
};

export const deployAgain = {
  text: 'Deploy again with values that fit: the primary endpoint cannot be changed in place. Modules and settings in the VM are lost; an address that was not seen in use may still be in use.',
  command: '{deploy}',
} as const satisfies RemedyTemplate;

interface FixedSettings extends ConfiguredAddress {
  readonly deploy: string;
}

/** The configured fixed address with the line that would put it right, without addresses that others have; null with DHCP. */
export const fixedSettings = (facts: Facts, taken: readonly string[] = []): FixedSettings | null => {
  const card = primary(facts['guest.interfaces'] ?? []);
  const configured = configuredAddress(facts['host.vmEndpoint'], card, facts['guest.networkFiles']);
  if (configured === null) return null;
  const deploy = correctedDeployLine(configured, {
    eflowSwitch: eflowSwitch({ switches: facts['host.switches'], network: facts['host.vmNetwork'] }),
    addresses: facts['host.addresses'],
    routes: facts['host.routes'],
    neighbours: facts['host.neighbours'],
    taken,
  });
  return { ...configured, deploy };
};

/** A subnet that holds the VM, its gateway, and the two addresses that nobody may carry. */
const LONGEST = 30;

export const hasRoom = (prefixLength: number): boolean => prefixLength >= 1 && prefixLength <= LONGEST;
