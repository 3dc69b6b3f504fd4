import type { FactValues } from '../../core/src/facts/facts.js';
import type { hostFacts } from '../../core/src/rules/ip/unleased.js';
import { healthy, vm, withCard } from './healthyFacts.js';
import { external, fixed, internal } from './switches.js';

type Ids = 'guest.interfaces' | 'host.vmEndpoint' | (typeof hostFacts)[number];
type Facts = Pick<FactValues, Ids>;

export const onDefaultSwitch: Facts = healthy(
  'guest.interfaces',
  'host.vmEndpoint',
  'host.switches',
  'host.vmNetwork',
  'host.addresses',
  'host.routes',
  'host.neighbours',
);

const askAgain = "Invoke-EflowVmCommand 'sudo systemctl restart systemd-networkd'";
const defaultSwitch = [
  askAgain,
  'Restart-Computer',
  'Disable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V-All',
  'Enable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V-All -All',
];

/** The cases that a missing lease and a self-given address share: who should have answered follows from the switch. */
export const unleasedCases = (addresses: Facts['guest.interfaces'][number]['addresses']) => {
  const bare = { 'guest.interfaces': withCard({ addresses }) };
  return {
    bare,
    fail: [
      {
        name: 'a Default Switch that gave none',
        facts: { ...onDefaultSwitch, ...bare },
        messages: ['defaultSwitch'] as const,
        targets: ['eth0'],
        says: ['Default Switch'],
        commands: defaultSwitch,
      },
      {
        name: 'a LAN whose DHCP server does not answer this MAC address',
        facts: { ...onDefaultSwitch, ...external, ...bare },
        messages: ['external'] as const,
        says: ['LAN'],
        commands: [
          askAgain,
          "Deploy-Eflow -vSwitchType 'External' -vSwitchName 'LAN' -ip4Address '10.47.0.252' -ip4GatewayAddress '10.47.0.1' -ip4PrefixLength 24",
        ],
      },
      {
        name: 'an Internal switch without a DHCP server',
        facts: { ...onDefaultSwitch, ...internal, ...bare },
        messages: ['internal'] as const,
        commands: [
          'Install-WindowsFeature -Name DHCP -IncludeManagementTools',
          askAgain,
          "Deploy-Eflow -vSwitchType 'Internal' -vSwitchName 'Plant''s switch' -ip4Address '172.20.0.254' -ip4GatewayAddress '172.20.0.1' -ip4PrefixLength 24",
        ],
      },
      {
        name: 'a LAN of which the host has no address: no fixed one can be proposed',
        facts: { ...onDefaultSwitch, ...external, 'host.addresses': [], ...bare },
        messages: ['external'] as const,
        commands: [askAgain],
      },
      {
        name: 'a switch that is not there',
        facts: { ...onDefaultSwitch, 'host.switches': [], ...bare },
        messages: ['unknownSwitch'] as const,
        commands: ['Get-EflowNetwork; Get-VMSwitch', askAgain],
      },
    ],
    notApplicable: [
      { name: 'a fixed address', facts: { ...onDefaultSwitch, ...fixed(internal), ...bare } },
      { name: 'a VM without the interface', facts: { ...onDefaultSwitch, 'guest.interfaces': [] } },
    ],
    elsewhere: { ...onDefaultSwitch, 'guest.interfaces': withCard({ mac: vm.mac, addresses }) },
  };
};
