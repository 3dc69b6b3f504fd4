import { defineRule } from '../../engine/rule.js';
import { contains, isLinkLocal, LINK_LOCAL, overlaps } from '../../ipv4.js';
import { hostAddressesOn } from '../../model/host/end.js';
import { natPrefixes } from '../../model/host/nat.js';
import { eflowSwitch } from '../../model/host/switchKind.js';
import { deployAgain, fixedSettings } from '../ip/fixed.js';
import { describeMove, moveSwitch, moveUses } from './moveSwitch.js';
import { say } from '../../texts/say.js';

const see = { text: 'See what is set now.', command: 'Get-NetIPAddress -AddressFamily IPv4; Get-NetNat' } as const;
const remedy = [...moveSwitch, see] as const;

export default defineRule({
  id: 'SW009',
  slug: 'link-local-subnet',
  title: 'The switch does not use link-local addresses',
  severity: 'critical',
  stage: 'address',
  guide: ['G05', 'Azure/iotedge-eflow#219', 'Azure/iotedge-eflow#123'],
  requires: ['host.nat'],
  uses: [...moveUses, 'guest.interfaces', 'host.addresses', 'host.neighbours', 'host.switches', 'host.vmNetwork'],
  messages: {
    address: {
      text: 'The fixed address {what} of the VM lies in 169.254.0.0/16: such packets are not forwarded (RFC 3927), so the VM reaches the host and nothing beyond.',
      remedy,
    },
    outside: {
      text: 'The fixed address {what} of the VM lies in 169.254.0.0/16: such packets are not forwarded (RFC 3927), so the VM reaches machines on its link and nothing beyond.',
      remedy: [deployAgain, see],
    },
    nat: {
      text: 'The NAT {name} translates {what}, which lies in 169.254.0.0/16: such packets are not forwarded (RFC 3927), so what is behind it reaches the host and nothing beyond.',
      remedy,
    },
  },

  check(facts, report) {
    const used = eflowSwitch({ switches: facts['host.switches'], network: facts['host.vmNetwork'] });
    const configured = fixedSettings(facts);
    const address = configured?.address ?? null;
    const outside = used?.type === 'External'; // there the host is not the gateway
    if (configured !== null && address !== null && isLinkLocal(address)) {
      report({
        message: outside ? 'outside' : 'address',
        target: address,
        data: { what: address, ...describeMove(used, facts), ...(outside ? { deploy: configured.deploy } : {}) },
        evidence: [
          { fact: configured.fact, path: configured.path, observed: address, expected: say('a private address') },
        ],
      });
      return undefined;
    }
    for (const { nat, prefix } of natPrefixes(facts['host.nat']).filter((one) => overlaps(one.prefix, LINK_LOCAL))) {
      if (prefix.length < LINK_LOCAL.length) continue;
      const end = hostAddressesOn(used, facts['host.addresses']).find(({ address: own }) => contains(prefix, own));
      report({
        message: 'nat',
        target: nat.internalPrefix,
        data: { name: nat.name, what: nat.internalPrefix, ...describeMove(end === undefined ? null : used, facts) },
        evidence: [
          { fact: 'host.nat', path: `/${nat.name}`, observed: nat.internalPrefix, expected: say('a private prefix') },
        ],
      });
    }
    return undefined;
  },
});
