/** The last step of every remedy that other servers are: the repair tries them first, and takes them back. */
export const byRepair = {
  text: 'Or let the servers be tried from the VM, set, and taken back unless names resolve.',
  command: 'Repair-EflowDns',
} as const;

/** The steps that give the VM servers: by hand, or by the repair. */
export const giveServers = <const T extends string>(text: T) => [{ text, command: '{command}' }, byRepair] as const;
