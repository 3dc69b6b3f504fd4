import type { HostService } from '../item.js';

/** ServiceControllerStatus.Running. */
export const RUNNING = 4;
/** ServiceStartMode.Disabled. */
export const DISABLED = 4;

export const serviceNamed = (services: readonly HostService[], name: string): HostService | null =>
  services.find((one) => one.name.toLowerCase() === name.toLowerCase()) ?? null;
