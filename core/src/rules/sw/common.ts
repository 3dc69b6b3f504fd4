import type { FactValues } from '../../facts/facts.js';
import { givenSubnet } from '../../model/host/end.js';
import type { Prefix } from '../../ipv4.js';
import { isLinkLocal } from '../../ipv4.js';
import type { VirtualSwitch } from '../../model/item.js';
import { eflowSwitch, isMistaken } from '../../model/host/switchKind.js';
import { mainAddress, primary } from '../../model/address/vmInterface.js';

type SwitchFacts = Pick<FactValues, 'host.switches' | 'host.vmNetwork'>;

/** The switch that EFLOW uses, where there is one. */
export const usedSwitch = (facts: SwitchFacts): VirtualSwitch | null =>
  eflowSwitch({ switches: facts['host.switches'], network: facts['host.vmNetwork'] });

/** Whether that is of another type than EFLOW was told: what such a switch lacks is no fault of its own (SW002). */
export const isOtherType = (facts: SwitchFacts): boolean =>
  isMistaken({ switches: facts['host.switches'], network: facts['host.vmNetwork'] });

interface SubnetFacts {
  readonly 'guest.interfaces': FactValues['guest.interfaces'] | undefined;
  readonly 'host.addresses': FactValues['host.addresses'] | undefined;
}

/** The subnet of the switch: what the VM is in, else what the host has there. Self-given addresses make none. */
export const switchSubnet = (used: VirtualSwitch, facts: SubnetFacts): Prefix | null => {
  const card = primary(facts['guest.interfaces'] ?? []);
  const own = card === null ? null : mainAddress(card);
  if (own !== null && !(own.dynamic && isLinkLocal(own.address))) return own.subnet;
  return givenSubnet(used, facts['host.addresses']);
};
