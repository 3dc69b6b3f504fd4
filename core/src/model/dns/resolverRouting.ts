import type { Resolver, ResolverFile } from '../item.js';
import { inGuest, shell } from '../quote.js';

/** Why the resolver asks no server for a name. */
export type Unasked = 'local' | 'singleLabel' | 'unrouted';

interface Scope {
  readonly domains: readonly string[];
  /** Takes the names that are of no scope's domains. */
  readonly takesOthers: boolean;
}

/** A domain with `~` routes only, and a link that has one takes no other names unless it is told to (systemd.network(5), DNSDefaultRoute=). */
const routesOnly = (domain: string): boolean => domain.startsWith('~');

/** Where there are servers to ask. */
const scopesOf = ({ global, links }: Resolver): readonly Scope[] => [
  ...(global.servers.length > 0 ? [{ domains: global.domains, takesOthers: true }] : []),
  ...links
    .filter(({ servers }) => servers.length > 0)
    .map(({ domains, defaultRoute }) => ({ domains, takesOthers: defaultRoute ?? !domains.some(routesOnly) })),
];

const isOf = (name: string, domain: string): boolean => {
  const bare = domain.replace(/^~/, '').toLowerCase();
  return bare === '.' || name === bare || name.endsWith(`.${bare}`);
};

/**
 * Why systemd-resolved asks no server for this name (in lower case); null where it asks one, or has none to ask. It asks for the
 * addresses of no name of one label, except with a search domain behind it. Another name goes to the scopes of its domain, and
 * without any to those that take the rest, which leave `.local` to multicast DNS (systemd-resolved.service(8), "Protocols and
 * Routing"; resolved.conf(5), ResolveUnicastSingleLabel=).
 */
export const unaskedBecause = (name: string, resolver: Resolver): Unasked | null => {
  const scopes = scopesOf(resolver);
  if (scopes.length === 0) return null;
  if (!name.includes('.')) return 'singleLabel';
  if (scopes.some(({ domains }) => domains.some((domain) => isOf(name, domain)))) return null;
  if (!scopes.some(({ takesOthers }) => takesOthers)) return 'unrouted';
  return name.endsWith('.local') ? 'local' : null;
};

/** Whether it was told to ask for names of one label all the same. */
export const asksSingleLabels = (files: readonly ResolverFile[]): boolean =>
  files.some(({ sections }) =>
    sections.some(({ entries }) =>
      entries.some(({ key, value }) => key === 'ResolveUnicastSingleLabel' && /^(?:1|yes|true|on)$/i.test(value)),
    ),
  );

/** What makes the resolver ask for these names, and the command that does it at once. */
export const howToAsk = (
  reason: Unasked,
  names: readonly string[],
  link: Resolver['links'][number],
): { readonly setting: string; readonly command: string } => {
  const domains = [...new Set(names.map((name) => name.slice(name.indexOf('.') + 1)))];
  const ways = {
    local: [
      `Domains=${domains.join(' ')}`,
      `resolvectl domain ${[link.name, ...link.domains, ...domains].map(shell).join(' ')}`,
    ],
    singleLabel: ['ResolveUnicastSingleLabel=yes', 'systemctl restart systemd-resolved'],
    unrouted: ['DNSDefaultRoute=yes', `resolvectl default-route ${shell(link.name)} yes`],
  } as const;
  const [setting, command] = ways[reason];
  return { setting, command: inGuest(`sudo ${command}`) };
};
