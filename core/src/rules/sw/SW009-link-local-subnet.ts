import { defineRule } from '../../engine/rule.js';
import { configuredAddress } from '../../model/address/configuredAddress.js';
import { isLinkLocal, LINK_LOCAL, overlaps } from '../../ipv4.js';
import { natPrefixes } from '../../model/host/nat.js';
import { primary } from '../../model/address/vmInterface.js';
import { say } from '../../texts/say.js';

const remedy = [
  {
    text: "Move the switch to a private subnet that nobody around uses, for example 172.20.0.0/24: give the host's adapter its first address, make the NAT for it, and deploy again with an address in it. Modules and settings in the VM are lost.",
  },
  { text: 'See what is set now.', command: 'Get-NetIPAddress -AddressFamily IPv4; Get-NetNat' },
] as const;

export default defineRule({
  id: 'SW009',
  slug: 'link-local-subnet',
  title: 'The switch does not use link-local addresses',
  severity: 'critical',
  stage: 'address',
  guide: ['G05', 'Azure/iotedge-eflow#219', 'Azure/iotedge-eflow#123'],
  requires: ['host.nat'],
  uses: ['host.vmEndpoint', 'guest.interfaces', 'guest.networkFiles'],
  messages: {
    address: {
      text: 'The fixed address {what} of the VM lies in 169.254.0.0/16: such packets are not forwarded (RFC 3927), so the VM reaches the host and nothing beyond.',
      remedy,
    },
    nat: {
      text: 'The NAT {name} translates {what}, which lies in 169.254.0.0/16: such packets are not forwarded (RFC 3927), so what is behind it reaches the host and nothing beyond.',
      remedy,
    },
  },

  check(facts, report) {
    const card = primary(facts['guest.interfaces'] ?? []);
    const configured = configuredAddress(facts['host.vmEndpoint'], card, facts['guest.networkFiles']);
    const address = configured?.address ?? null;
    if (configured !== null && address !== null && isLinkLocal(address)) {
      report({
        message: 'address',
        target: address,
        data: { what: address },
        evidence: [
          { fact: configured.fact, path: configured.path, observed: address, expected: say('a private address') },
        ],
      });
      return undefined;
    }
    for (const { nat, prefix } of natPrefixes(facts['host.nat']).filter((one) => overlaps(one.prefix, LINK_LOCAL))) {
      if (prefix.length < LINK_LOCAL.length) continue;
      report({
        message: 'nat',
        target: nat.internalPrefix,
        data: { name: nat.name, what: nat.internalPrefix },
        evidence: [
          { fact: 'host.nat', path: `/${nat.name}`, observed: nat.internalPrefix, expected: say('a private prefix') },
        ],
      });
    }
    return undefined;
  },
});
