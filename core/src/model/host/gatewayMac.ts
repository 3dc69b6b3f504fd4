import type { FactValues } from '../../facts/facts.js';
import { isNobody } from '../address/holders.js';
import { hostEnd } from './end.js';
import { eflowSwitch } from './switchKind.js';

/**
 * The MAC address by which Windows knows the gateway of the VM: its own on the switch where it is the gateway itself, else what it
 * saw on that link; null where it knows none.
 */
export const gatewayMac = (
  facts: Pick<FactValues, 'host.switches' | 'host.vmNetwork' | 'host.addresses' | 'host.adapters' | 'host.neighbours'>,
  gateway: string,
): string | null => {
  const used = eflowSwitch({ switches: facts['host.switches'], network: facts['host.vmNetwork'] });
  const end = hostEnd(used, facts['host.addresses']);
  if (end === null) return null;
  const { mac = null } =
    end.address === gateway
      ? (facts['host.adapters'].find(({ index }) => index === end.interfaceIndex) ?? {})
      : (facts['host.neighbours'].find(
          ({ address, interfaceIndex }) => address === gateway && interfaceIndex === end.interfaceIndex,
        ) ?? {});
  return mac === null || isNobody(mac) ? null : mac;
};
