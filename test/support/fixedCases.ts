import type { FactValues } from '../../core/src/facts/facts.js';
import { fixedFacts } from '../../core/src/rules/ip/fixed.js';
import { healthy, inet, withCard } from './healthyFacts.js';
import { internal } from './switches.js';

type Endpoint = FactValues['host.vmEndpoint'][number];

/** A device with DHCP: no rule about a fixed address concerns it. */
export const leased = healthy('host.vmEndpoint', ...fixedFacts);

/** A healthy device with a fixed address on the Internal switch "Plant's switch", whose end at the host is 172.20.0.1. */
export const fixedDevice = (
  change: Partial<Pick<Endpoint, 'address' | 'prefixLength' | 'gateway' | 'allocation'>> = {},
): typeof leased => ({
  ...leased,
  ...internal,
  'guest.interfaces': withCard({ addresses: [inet('172.20.0.2', 24, false)] }),
  'host.vmEndpoint': internal['host.vmEndpoint'].map((one) => ({
    ...one,
    allocation: 'Static',
    address: '172.20.0.2',
    prefixLength: 24,
    gateway: '172.20.0.1',
    ...change,
  })),
});

/** The same address in a file of the VM, of a build whose endpoint tells nothing. */
export const fixedByFile = (address: string, gateway: string | null): typeof leased => ({
  ...fixedDevice(),
  'host.vmEndpoint': internal['host.vmEndpoint'],
  'guest.networkFiles': [
    {
      path: '/etc/systemd/network/10-eth0.network',
      sections: [
        { name: 'Match', entries: [{ key: 'Name', value: 'eth0' }] },
        {
          name: 'Network',
          entries: [
            { key: 'Address', value: address },
            ...(gateway === null ? [] : [{ key: 'Gateway', value: gateway }]),
          ],
        },
      ],
    },
  ],
});

export const deploy = (address: string): string =>
  `Deploy-Eflow -vSwitchType 'Internal' -vSwitchName 'Plant''s switch' -ip4Address '${address}' -ip4GatewayAddress '172.20.0.1' -ip4PrefixLength 24`;
