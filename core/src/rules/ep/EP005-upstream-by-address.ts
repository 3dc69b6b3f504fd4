import { defineRule } from '../../engine/rule.js';
import { isIpv4 } from '../../ipv4.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'EP005',
  slug: 'upstream-by-address',
  title: 'The hub and the parent are configured by name',
  severity: 'warning',
  stage: 'tls',
  partial: true,
  guide: ['G18'],
  requires: ['guest.upstream'],
  messages: {
    address: {
      text: 'The {what} is configured as the address {address}: its certificate is for a name, and the addresses of a hub change.',
      remedy: [
        {
          text: 'Set its name in /etc/aziot/config.toml of the VM, then apply.',
          command: "Invoke-EflowVmCommand 'sudo iotedge config apply'",
        },
      ],
    },
  },

  check(facts, report) {
    const { hub, parent } = facts['guest.upstream'];
    if (hub === null && parent === null) return 'notApplicable';
    for (const [what, address, name] of [
      ['hub', hub, say('hub')],
      ['parent', parent, say('parent')],
    ] as const) {
      if (address === null || !isIpv4(address)) continue;
      report({
        message: 'address',
        target: address,
        data: { what: name, address },
        evidence: [{ fact: 'guest.upstream', path: `/${what}`, observed: address, expected: say('a name') }],
      });
    }
    return undefined;
  },
});
