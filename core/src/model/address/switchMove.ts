import { formatPrefix, overlaps, toDotted, type Prefix } from '../../ipv4.js';
import { hostAdapterName, hostAddressesOn, isOwnIdea, subnetOf } from '../host/end.js';
import { natPrefixes, unusedNatName } from '../host/nat.js';
import { kindOf, type Allocation } from '../host/switchKind.js';
import type { HostAddress, Nat, VirtualSwitch } from '../item.js';
import { powershell } from '../quote.js';
import { freeSubnet } from './freePool.js';
import { deployLine, unseenAddress } from './proposal.js';

/** An Internal switch, and what is there of it and of other networks. */
interface Site {
  readonly used: VirtualSwitch | null;
  readonly addresses: readonly HostAddress[];
  readonly nats: readonly Nat[] | undefined;
  readonly allocation: Allocation | null;
  readonly known: readonly Prefix[];
}

/** The commands that give an Internal switch another subnet; each is empty where nothing is to be done by it. */
interface SwitchMove {
  /** null: each that could be proposed is seen in use. */
  readonly subnet: Prefix | null;
  readonly giveHost: string;
  readonly makeNat: string;
  readonly deploy: string;
  readonly scope: string;
}

const MASK = '255.255.255.0';

const hostCommand = (alias: string, old: readonly HostAddress[], gateway: string): string =>
  [
    ...old.map(
      ({ address }) =>
        `Remove-NetIPAddress -InterfaceAlias ${powershell(alias)} -IPAddress ${powershell(address)} -Confirm:$false`,
    ),
    `New-NetIPAddress -InterfaceAlias ${powershell(alias)} -IPAddress ${powershell(gateway)} -PrefixLength 24`,
  ].join('; ');

/** In the place of those that translate for the old subnet: Windows supports one internal prefix. */
const natCommand = (switchName: string, nats: readonly Nat[], old: readonly HostAddress[], subnet: Prefix): string => {
  const left = old.flatMap((one) => subnetOf(one) ?? []);
  const gone = natPrefixes(nats)
    .filter(({ prefix }) => left.some((one) => overlaps(one, prefix)))
    .map(({ nat }) => nat);
  const others = nats.filter((nat) => !gone.includes(nat));
  const name = unusedNatName(gone[0]?.name ?? switchName, others);
  return [
    ...gone.map((nat) => `Remove-NetNat -Name ${powershell(nat.name)} -Confirm:$false`),
    `New-NetNat -Name ${powershell(name)} -InternalIPInterfaceAddressPrefix ${powershell(formatPrefix(subnet))}`,
  ].join('; ');
};

const scopeCommand = (switchName: string, { network }: Prefix, gateway: string): string => {
  const range = `-StartRange ${toDotted(network + 100)} -EndRange ${toDotted(network + 200)} -SubnetMask ${MASK}`;
  return `Add-DhcpServerv4Scope -Name ${powershell(switchName)} ${range}; Set-DhcpServerv4OptionValue -ScopeId ${toDotted(network)} -Router ${gateway}`;
};

/** How to move an Internal switch to a subnet that is not seen in use. */
export const switchMove = ({ used, addresses, nats, allocation, known }: Site): SwitchMove => {
  const subnet = freeSubnet(known);
  const nothing = { subnet, giveHost: '', makeNat: '', deploy: '', scope: '' };
  if (used === null || subnet === null || kindOf(used) !== 'internal') return nothing;
  const alias = hostAdapterName(used.name);
  const old = hostAddressesOn(used, addresses).filter((one) => !isOwnIdea(one));
  const gateway = toDotted(subnet.network + 1);
  const address = unseenAddress(subnet, [gateway]);
  const fixed = address === null ? null : { address, gateway, prefixLength: subnet.length };
  return {
    subnet,
    giveHost: hostCommand(alias, old, gateway),
    makeNat: nats === undefined ? '' : natCommand(used.name, nats, old, subnet),
    deploy: allocation === 'dynamic' ? '' : deployLine({ switchName: used.name, switchType: 'Internal', fixed }),
    scope: allocation === 'dynamic' ? scopeCommand(used.name, subnet, gateway) : '',
  };
};
