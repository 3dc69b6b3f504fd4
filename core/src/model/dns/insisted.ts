import type { Resolver } from '../item.js';
import { say } from '../../texts/say.js';

/** resolved.conf(5): with `yes` an answer that does not come that way is none. */
export const insisted = { dnssec: 'DNSSEC', dnsOverTls: 'DNSOverTLS' } as const;

/** What is set globally is shown for every link too. */
export const insistedWhere = ({ global, links }: Resolver, setting: keyof typeof insisted): string =>
  global[setting] === 'yes'
    ? say('globally')
    : links
        .filter((link) => link[setting] === 'yes')
        .map(({ name }) => say('on {name}', { name }))
        .join(', ');
