import assert from 'node:assert/strict';
import type { FactValues } from '../../core/src/facts/facts.js';
import { emptyRuleset } from '../../core/src/parse/iptables/rule.js';
import { placed } from './devices.js';
import { asked } from './dnsCases.js';
import { rulesOf } from './firewall.js';
import { systems } from './healthyDevices.js';
import { healthyFacts, vm } from './healthyFacts.js';
import { lookup, network } from './nameCases.js';
import { tried } from './reachCases.js';
import { findingsFor, type Change } from './snapshots.js';

/** Other devices on which the real cases could have happened, and what a live look shows of them. */

type Placement = Parameters<typeof placed>[0];
type Attempt = ReturnType<typeof tried>;

/** A fixed address behind the NAT of Windows. */
export const behindNat = {
  kind: 'internal',
  address: '172.20.0.2',
  prefixLength: 24,
  gateway: '172.20.0.1',
  host: '172.20.0.1',
  fixed: true,
  dns: ['192.168.10.2'],
} as const satisfies Placement;

export const azureLinux3: Change = systems['EFLOW 1.5.6 on Azure Linux 3, with nft'];

/** The rules of the VM in the back end that its system uses. */
export const firewall = (text: string, system: 'mariner' | 'azurelinux' = 'mariner'): Change =>
  system === 'mariner'
    ? { 'guest.iptablesLegacy': rulesOf(text) }
    : { 'guest.iptablesNft': rulesOf(text), 'guest.iptablesLegacy': emptyRuleset };

const nowhere = '192.0.2.1';

/** What nobody answers on a healthy network: the control questions of a look. */
const controls = {
  dns: asked(nowhere, 'silent').filter(({ transport }) => transport === 'udp'),
  reach: (port: number) => tried(nowhere, port, 'silent', { address: nowhere }),
};

export interface Service {
  readonly host: string;
  readonly port: number;
}

const registry: Service = { host: 'mcr.microsoft.com', port: 443 };

/** Where a device with this protocol connects to. */
export const services = (port: 443 | 5671 | 8883 = 5671, ...more: readonly Service[]): readonly Service[] => [
  { host: vm.hub, port },
  ...(port === 443 ? [] : [{ host: vm.hub, port: 443 }]),
  registry,
  ...more,
];

const both = ['vm', network] as const;

interface Look {
  /** The VM's servers, and whether they answer. */
  readonly servers: readonly string[];
  readonly silent?: boolean;
  readonly to?: readonly Service[];
  /** How each connection ends, where names resolve. */
  readonly ends?: (service: Service, from: Attempt['from']) => Partial<Attempt> & Pick<Attempt, 'tcp'>;
}

/** Everything that a live look tries from the VM and from its containers. */
export const look = ({
  servers,
  silent = false,
  to = services(),
  ends = () => ({ tcp: 'connected' }),
}: Look): Change => {
  const resolved = servers.length > 0 && !silent;
  const names = [...new Set(to.map(({ host }) => host))];
  const state = silent ? ('timedOut' as const) : ('unresolved' as const);
  const connect = ({ host, port }: Service, from: Attempt['from']): Attempt => {
    if (!resolved) return tried(host, port, 'unresolved', { from, address: null, tookMs: null });
    const { tcp, ...over } = ends({ host, port }, from);
    return tried(host, port, tcp, { from, ...over });
  };
  return {
    'guest.dnsProbe': [
      ...servers.flatMap((server) => asked(server, silent ? 'silent' : 'answered')),
      ...asked('127.0.0.11', resolved ? 'answered' : 'silent').map((one) => ({ ...one, from: network })),
      ...controls.dns,
    ],
    'guest.nameProbe': both.flatMap((from) =>
      names.map((name) => lookup(from, name, resolved ? ['40.83.177.42'] : [], resolved ? 'resolved' : state)),
    ),
    'guest.reach': [
      ...both.flatMap((from) => to.map((service) => connect(service, from))),
      controls.reach(to[0]?.port ?? 443),
    ],
    ...(resolved && ends(registry, 'vm').tcp === 'connected'
      ? {}
      : {
          'guest.ntpProbe': healthyFacts['guest.ntpProbe'].map((one) => ({
            ...one,
            ...(resolved ? {} : { address: null }),
            state: resolved ? ('silent' as const) : ('unresolved' as const),
            stratum: null,
            offsetMs: null,
            delayMs: null,
          })),
        }),
  };
};

/** A device at a place, looked at while all is well but for what the look says. */
export const at = (place: Placement, seen: Partial<Look> = {}): Change => ({
  ...placed(place),
  ...look({ servers: place.dns ?? [place.gateway], ...seen }),
});

/** The VM's link without servers, in all places that say so. */
export const serverless: Change = {
  'guest.resolver': {
    ...healthyFacts['guest.resolver'],
    links: healthyFacts['guest.resolver'].links.map((link) => ({ ...link, servers: [], currentServer: null })),
  },
  'guest.resolvConf': healthyFacts['guest.resolvConf'].map((one) =>
    one.target === null ? { ...one, nameservers: [] } : one,
  ),
  'guest.containerResolvConf': healthyFacts['guest.containerResolvConf'].map((one) =>
    one.container === null ? { ...one, nameservers: [] } : one,
  ),
  ...look({ servers: [] }),
};

export const everythingSilent = (): { readonly tcp: 'silent' } => ({ tcp: 'silent' });

export const onServer = { isServer: true } as const;

/** What the host is, with another value. */
export const system = (change: Partial<FactValues['host.system']>): Change => ({
  'host.system': { ...healthyFacts['host.system'], ...change },
});

export interface Variant {
  readonly name: string;
  readonly device: readonly Change[];
  /** What is to be mended, in this order: failing findings that no other explains. */
  readonly finds: readonly string[];
  /** What is folded under them. */
  readonly under?: readonly string[];
  /** Words of the first finding. */
  readonly says?: readonly string[];
  /** Rules that cannot be judged, for reasons of their own. */
  readonly unknown?: readonly string[];
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)].sort();

/**
 * A fault that a real device had, on other devices: the true cause stands first, what follows from it is folded under it,
 * and nothing else fails.
 */
export const variantsOf = (title: string, rows: readonly Variant[]): void => {
  describe(`Variants of ${title}`, () => {
    for (const { name, device, finds, under = [], says = [], unknown = [] } of rows) {
      it(name, () => {
        const odd = findingsFor(...device).filter(({ outcome }) => outcome !== 'pass' && outcome !== 'notApplicable');
        const told = odd.map((one) => `${one.outcome} ${one.rule} < ${one.causedBy ?? ''}: ${one.message}`).join('\n');
        const heads = odd.filter(({ causedBy }) => causedBy === null);
        assert.deepEqual(
          heads.filter(({ outcome }) => outcome === 'fail').map(({ rule }) => rule),
          finds,
          told,
        );
        const folded = odd.filter(({ outcome, causedBy }) => outcome === 'fail' && causedBy !== null);
        assert.deepEqual(unique(folded.map(({ rule }) => rule)), unique(under), told);
        const open = heads.filter(({ outcome }) => outcome !== 'fail');
        assert.deepEqual(unique(open.map(({ rule }) => rule)), unique(unknown), told);
        for (const words of says) assert.ok(odd[0]?.message.includes(words), `${words} is not in: ${odd[0]?.message}`);
      });
    }
  });
};
