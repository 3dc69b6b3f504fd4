import type { Service } from './item.js';

export const serviceOf = (services: readonly Service[], name: string): Service | null =>
  services.find((one) => one.name === name) ?? null;

export const runs = ({ active }: Service): boolean =>
  active === 'active' || active === 'activating' || active === 'reloading';
