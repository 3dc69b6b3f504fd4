import { parseKernelSettings } from './kernelSettings.js';
import { wholeNumber } from '../text/number.js';
import { parsed, type Parsed } from '../text/parsed.js';

/** How full the kernel's table of connections is; null where connection tracking is not loaded. */
export interface Conntrack {
  readonly count: number | null;
  readonly max: number | null;
}

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** sysctl(8) lines of `net.netfilter.nf_conntrack_count` and `nf_conntrack_max`. */
export const parseConntrack = (text: string): Parsed<Conntrack> => {
  const settings = parseKernelSettings(text);
  if (!settings.ok) return settings;
  const valueOf = (wanted: string): number | null =>
    wholeNumber(Object.entries(settings.value).find(([name]) => lastPart(name) === wanted)?.[1]);
  return parsed({ count: valueOf('nf_conntrack_count'), max: valueOf('nf_conntrack_max') });
};
