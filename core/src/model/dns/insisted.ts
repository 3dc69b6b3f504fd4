import type { Resolver } from '../item.js';
import { say } from '../../texts/say.js';

/** resolved.conf(5): with `yes` an answer that does not come that way is none. */
const insisted = { dnssec: 'DNSSEC', dnsOverTls: 'DNSOverTLS' } as const;

type Insisting = keyof typeof insisted;

/** What is set globally is shown for every link too. */
const whereOf = ({ global, links }: Resolver, setting: Insisting): string =>
  global[setting] === 'yes'
    ? say('globally')
    : links
        .filter((link) => link[setting] === 'yes')
        .map(({ name }) => say('on {name}', { name }))
        .join(', ');

/** The settings by which the resolver takes answers in one way alone, and where each is set. */
export const insistences = (resolver: Resolver) =>
  (['dnsOverTls', 'dnssec'] as const)
    .map((kind) => ({ kind, setting: insisted[kind], where: whereOf(resolver, kind) }))
    .filter(({ where }) => where !== '');
