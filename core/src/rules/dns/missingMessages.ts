import { giveServers } from './byRepair.js';
import type { MessageTemplate } from '../../engine/rule.js';

const why = 'Servers come from DHCP, or from Set-EflowVmDnsServers with a fixed address';

const repair = 'set-dns-servers';

/** What is said of a VM without a DNS server that could serve it, by what is known of others. */
export const missingMessages = {
  tested: {
    text: `The VM has no DNS server. ${why}. {servers} answered when asked from the VM.`,
    remedy: giveServers('Give the VM servers that answered it. Names resolve at once.'),
    repair,
  },
  host: {
    text: `The VM has no DNS server. ${why}. This Windows uses {servers}.`,
    remedy: giveServers(
      'Give the VM the servers that this Windows uses; they were not asked from the VM, so look again afterwards.',
    ),
    repair,
  },
  lease: {
    text: 'The VM has no DNS server: its DHCP lease names none. This Windows uses {servers}.',
    remedy: [
      { text: 'In the DHCP scope set the DNS servers (option 6); the VM learns them with its next lease.' },
      ...giveServers(
        'Until then give the VM servers by hand; they were not asked from the VM, so look again afterwards.',
      ),
    ],
    repair,
  },
  six: {
    text: 'The VM has DNS servers by IPv6 alone ({six}), and none of them answered. EFLOW sets IPv4 servers.',
    remedy: giveServers('Give the VM servers by IPv4.'),
    repair,
  },
  none: {
    text: `The VM has no DNS server. ${why}. No server is known that could be proposed.`,
    remedy: [
      {
        text: 'Ask the network team for the DNS servers of this network and give them to the VM.',
        command: 'Get-Help Set-EflowVmDnsServers -Full',
      },
    ],
  },
  fallback: {
    text: `The VM has no DNS server of its own and asks the built-in public ones instead: {fallback}. ${why}.`,
    remedy: giveServers(
      'Give the VM the servers of its own network: public ones are often blocked and know no internal names.',
    ),
    repair,
  },
} as const satisfies Record<string, MessageTemplate>;
