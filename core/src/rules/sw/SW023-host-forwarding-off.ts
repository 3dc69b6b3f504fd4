import { defineRule } from '../../engine/rule.js';
import { hostAdapterName } from '../../model/host/end.js';
import { powershell } from '../../model/quote.js';
import { kindOf } from '../../model/host/switchKind.js';
import { usedSwitch } from './common.js';

export default defineRule({
  id: 'SW023',
  slug: 'host-forwarding-off',
  title: 'Windows passes on what comes in from the switch',
  severity: 'critical',
  stage: 'hostForwarding',
  guide: ['G04', 'G05'],
  requires: ['host.switches', 'host.vmNetwork', 'host.ipInterfaces'],
  messages: {
    off: {
      text: 'Forwarding is off on the adapter {alias} of this Windows: what the VM sends to others is not passed on, to no other switch and no network.',
      remedy: [
        {
          text: 'Switch it on. It takes effect at once.',
          command: 'Set-NetIPInterface -InterfaceAlias {quotedAlias} -AddressFamily IPv4 -Forwarding Enabled',
        },
      ],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    if (used === null || kindOf(used) === 'external') return 'notApplicable'; // frames pass the host by
    const alias = hostAdapterName(used.name);
    const own = facts['host.ipInterfaces'].find((one) => one.interfaceAlias.toLowerCase() === alias.toLowerCase());
    if (own?.forwarding == null) return 'notApplicable';
    if (own.forwarding) return undefined;
    report({
      message: 'off',
      target: alias,
      data: { alias, quotedAlias: powershell(alias) },
      evidence: [{ fact: 'host.ipInterfaces', path: `/${alias}/forwarding`, observed: false, expected: 'true' }],
    });
    return undefined;
  },
});
