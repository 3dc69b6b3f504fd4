import { contains, hostAddresses, lastOf, toDotted, type Prefix } from '../../ipv4.js';
import { powershell } from '../quote.js';

/** The three values of a fixed address, which go together or not at all. */
export interface FixedAddress {
  readonly address: string;
  readonly gateway: string;
  readonly prefixLength: number;
}

export interface Deployment {
  readonly switchName: string;
  readonly switchType: 'Internal' | 'External';
  readonly fixed: FixedAddress | null;
}

/**
 * An address of the subnet that no fact shows in use. It may still be: nobody asked the link. High addresses first, for DHCP
 * servers usually begin at the low end.
 */
export const unseenAddress = (subnet: Prefix, seen: readonly string[]): string | null => {
  const top = lastOf(subnet) - (subnet.length < 31 ? 1 : 0);
  const inUse = new Set(seen.filter((address) => contains(subnet, address)));
  const candidates = hostAddresses(subnet, 2 ** 16).length;
  for (let step = 0; step < Math.min(candidates, inUse.size + 1); step += 1) {
    const candidate = toDotted(top - step);
    if (!inUse.has(candidate)) return candidate;
  }
  return null;
};

const fixedPart = ({ address, gateway, prefixLength }: FixedAddress): string =>
  ` -ip4Address ${powershell(address)} -ip4GatewayAddress ${powershell(gateway)} -ip4PrefixLength ${prefixLength}`;

/** The line that deploys the VM anew: the primary endpoint can't be changed in place (Azure/iotedge-eflow#313). */
export const deployLine = ({ switchName, switchType, fixed }: Deployment): string =>
  `Deploy-Eflow -vSwitchType ${powershell(switchType)} -vSwitchName ${powershell(switchName)}${fixed === null ? '' : fixedPart(fixed)}`;
