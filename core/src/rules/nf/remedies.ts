import type { OfferedPort } from '../../model/firewall/offeredPort.js';

/** The cmdlet that lets the port in, in the chain where it takes effect. */
export const repairCommand = ({ port, protocol }: OfferedPort): string =>
  `Repair-EflowFirewall -Port ${port} -Protocol ${protocol}`;

/** The cmdlet that keeps the port out, before the rule that lets it in. */
export const keepOutCommand = (offered: OfferedPort): string => `${repairCommand(offered)} -Target DROP`;

export const seeRules = {
  text: 'See the rules in their order, with how many packets each one took.',
  command: "Invoke-EflowVmCommand 'sudo iptables-save -c'",
} as const;

export const seeRoutes = {
  text: 'See the addresses and routes of the VM and the subnets of its container networks: none may overlap.',
  command: "Invoke-EflowVmCommand 'ip -4 addr; ip -4 route; ip -4 rule'",
} as const;

export const restartEngine = {
  text: 'Restart the container engine: it writes its rules anew. All modules restart with it.',
  command: "Invoke-EflowVmCommand 'sudo systemctl restart docker'",
} as const;
