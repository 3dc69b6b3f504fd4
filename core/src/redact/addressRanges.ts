import { prefixBits } from './addressText.js';

const known = (cidrs: string): readonly string[] =>
  cidrs.split(/\s+/).map((cidr) => {
    const bits = prefixBits(cidr);
    if (bits === null) throw new Error(`${cidr} is no prefix.`);
    return bits;
  });

/**
 * What means the same everywhere: this network, loopback, link-local, the tests' and documentation's ranges, masks, multicast
 * and broadcast (RFC 6890, RFC 5737); Windows' own range of connection sharing; Azure's virtual server; public resolvers.
 */
export const keptIpv4 = known(
  '0.0.0.0/8 127.0.0.0/8 169.254.0.0/16 192.0.0.0/24 192.0.2.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 ' +
    '224.0.0.0/3 192.168.137.0/24 168.63.129.0/24 ' +
    '1.0.0.0/24 1.1.1.0/24 8.8.4.0/24 8.8.8.0/24 9.9.9.0/24 149.112.112.0/24 208.67.220.0/24 208.67.222.0/24',
);

/** Private (RFC 1918), shared with carriers (RFC 6598). */
export const classesIpv4 = known('10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10');

/** Unspecified and loopback, multicast, documentation, and the prefixes of the same resolvers. */
export const keptIpv6 = known('::/127 ff00::/8 2001:db8::/32 2001:4860:4860::/48 2606:4700:4700::/48 2620:fe::/48');

/** Link-local, of which all is zero up to the interface's own part; unique local; addresses that embed an IPv4 one. */
export const classesIpv6 = known('fe80::/64 fc00::/8 fd00::/8 ::ffff:0:0/96 64:ff9b::/96 2000::/3');
