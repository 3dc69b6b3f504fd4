import type { RemedyTemplate } from '../../engine/rule.js';

export const askAgain = {
  text: 'Let the VM ask again. Its connections break for some seconds.',
  command: "Invoke-EflowVmCommand 'sudo systemctl restart systemd-networkd'",
} as const;

/** What to do about a VM that no DHCP server gave an address, by its switch: the guide's table. */
export const leaseRemedies = {
  defaultSwitch: [
    askAgain,
    {
      text: 'If that does not help, restart Windows: the Default Switch gets a new subnet and a new DHCP service.',
      command: 'Restart-Computer',
    },
    {
      text: 'If that does not help either, turn Hyper-V off and restart Windows.',
      command: 'Disable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V-All',
    },
    {
      text: 'Then turn Hyper-V on and restart Windows again: the switch is made anew.',
      command: 'Enable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V-All -All',
    },
  ],
  external: [
    {
      text: 'Ask the network team whether {switchName} leads to a DHCP server and whether it serves the MAC address {mac}; have that address allowed.',
    },
    askAgain,
    {
      text: 'Without a DHCP server deploy with a fixed address. {address} was not seen in use; have the network team confirm it.',
      command: '{deploy}',
    },
  ],
  internal: [
    {
      text: 'An Internal switch has no DHCP server of its own: install one on this Windows Server and give it a scope with router and DNS server, or deploy with a fixed address.',
      command: 'Install-WindowsFeature -Name DHCP -IncludeManagementTools',
    },
    askAgain,
    { text: 'Without a DHCP server deploy with a fixed address. {address} was not seen in use.', command: '{deploy}' },
  ],
  unknownSwitch: [
    { text: 'See which switch the VM is on, and of which type it is.', command: 'Get-EflowNetwork; Get-VMSwitch' },
    { text: 'Make sure that a DHCP server on it serves the MAC address {mac}.' },
    askAgain,
  ],
} as const satisfies Record<string, readonly RemedyTemplate[]>;
