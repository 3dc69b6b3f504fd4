import type { FactValues } from '../../facts/facts.js';

type Machine = FactValues['host.virtualMachines'][number];

/** EFLOW's machine: a compute system of its agent on client editions, a machine of Hyper-V by its name on server ones. */
export const machineOf = (machines: readonly Machine[], name: string | undefined): Machine | null =>
  machines.find(({ owner }) => owner?.toLowerCase() === 'wssdagent') ??
  machines.find((one) => name !== undefined && one.name?.toLowerCase() === name.toLowerCase()) ??
  null;
