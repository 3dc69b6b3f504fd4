import type { FactValues } from '../../core/src/facts/facts.js';

type Setting = FactValues['guest.proxySettings'][number];

export const proxied = (where: Partial<Record<Setting['place'], string>>): FactValues['guest.proxySettings'] =>
  Object.entries(where).map(([place, value]) => ({
    place: place as Setting['place'],
    variable: 'https_proxy',
    value,
  }));

export const withCredentials = (settings: FactValues['guest.proxySettings']): FactValues['guest.proxySettings'] =>
  settings.map((one) => ({ ...one, credentials: true }));

export const everywhere = (value: string): FactValues['guest.proxySettings'] =>
  proxied({ engine: value, edged: value, identityd: value, edgeAgent: value });
