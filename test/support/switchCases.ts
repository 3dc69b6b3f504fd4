import type { FactId, FactValues } from '../../core/src/facts/facts.js';
import { healthy, inet, withCard } from './healthyFacts.js';
import { external, internal } from './switches.js';

/** The facts of a rule on the healthy device, on its Internal and on its External switch. */
export const onSwitches = <const K extends FactId>(ids: readonly K[]) => {
  const facts = healthy(...ids);
  const only = (other: Partial<FactValues>): Pick<FactValues, K> =>
    Object.fromEntries(ids.map((id) => [id, other[id] ?? facts[id]])) as unknown as Pick<FactValues, K>;
  return {
    facts,
    onInternal: only({
      ...internal,
      'guest.interfaces': withCard({ addresses: [inet('172.20.0.2', 24, false)] }),
      'host.nat': [{ name: 'EFLOW-NAT', internalPrefix: '172.20.0.0/24', active: true }],
    }),
    onExternal: only({
      ...external,
      'guest.interfaces': withCard({ addresses: [inet('10.47.0.45', 24)] }),
      'host.adapters': [
        {
          name: 'Ethernet',
          description: 'Intel(R) Ethernet I219-LM',
          index: 5,
          status: 'Up',
          mac: '3c:52:82:00:00:20',
          linkSpeed: '1 Gbps',
          virtual: false,
        },
        {
          name: "Wi-Fi's",
          description: 'Intel(R) Wi-Fi 6 AX201',
          index: 7,
          status: 'Disconnected',
          mac: '3c:52:82:00:00:21',
          linkSpeed: null,
          virtual: false,
        },
        {
          name: 'vEthernet (LAN)',
          description: 'Hyper-V Virtual Ethernet Adapter',
          index: 12,
          status: 'Up',
          mac: '3c:52:82:00:00:20',
          linkSpeed: '1 Gbps',
          virtual: true,
        },
      ],
    }),
  };
};

/** Behind the NAT of Windows on an Internal switch: the network around sees 192.168.10.20 alone. */
export const translated = {
  'guest.interfaces': withCard({ addresses: [inet('172.20.0.2', 24, false)] }),
  'host.switches': internal['host.switches'],
  'host.vmNetwork': internal['host.vmNetwork'],
  'host.nat': [{ name: 'EFLOW-NAT', internalPrefix: '172.20.0.0/24', active: true }],
  ...healthy('host.routes', 'host.addresses'),
};
