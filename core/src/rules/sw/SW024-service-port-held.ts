import { defineRule } from '../../engine/rule.js';
import { everyAddress } from '../../parse/guest/listener.js';
import { hostEnd } from '../../model/host/end.js';
import { kindOf } from '../../model/host/switchKind.js';
import { usedSwitch } from './common.js';

const words: Readonly<Record<number, string>> = { 53: 'DNS (port 53)', 67: 'DHCP (port 67)' };
const OWN = ['sharedaccess', 'hns'];

export default defineRule({
  id: 'SW024',
  slug: 'service-port-held',
  title: "Nobody else holds the ports of the Default Switch's DHCP and DNS",
  severity: 'critical',
  stage: 'hostServices',
  guide: ['G04'],
  requires: ['host.switches', 'host.vmNetwork', 'host.addresses', 'host.listeners'],
  messages: {
    held: {
      text: '{holder} of this Windows holds {what}, which Internet Connection Sharing needs for the Default Switch and does not have: the VM gets no answer there.',
      remedy: [
        {
          text: 'Stop that program, or have it listen on other addresses only; then restart the service.',
          command: 'Restart-Service -Name SharedAccess -Force',
        },
        { text: 'Or use an Internal or External switch, which do not need it.' },
      ],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    if (used === null || kindOf(used) !== 'default') return 'notApplicable';
    const own = hostEnd(used, facts['host.addresses'])?.address ?? '';
    for (const port of [53, 67]) {
      const there = facts['host.listeners'].filter(
        (one) => one.protocol === 'udp' && one.port === port && [...everyAddress, own].includes(one.address),
      );
      const isOwn = there.some(({ services }) => services.some((name) => OWN.includes(name.toLowerCase())));
      const [other] = there;
      if (other === undefined || isOwn) continue;
      const holder = [other.process ?? '?', ...other.services].join(', ');
      const what = words[port] ?? '';
      report({
        message: 'held',
        target: String(port),
        data: { holder, what },
        evidence: [{ fact: 'host.listeners', path: `/udp ${port}`, observed: holder, expected: 'SharedAccess' }],
      });
    }
    return undefined;
  },
});
