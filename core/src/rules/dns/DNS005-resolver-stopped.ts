import { defineRule } from '../../engine/rule.js';
import { serviceOf } from '../../model/guestService.js';
import { isLoopback } from '../../ipv4.js';

const NAME = 'systemd-resolved.service';
const start = {
  text: 'Start it, now and at each start of the VM.',
  command: "Invoke-EflowVmCommand 'sudo systemctl enable --now systemd-resolved'",
} as const;

export default defineRule({
  id: 'DNS005',
  slug: 'resolver-stopped',
  title: 'The name resolver of the VM runs',
  severity: 'critical',
  stage: 'resolver',
  guide: ['G10'],
  requires: ['guest.services', 'guest.resolvConf'],
  messages: {
    stopped: {
      text: 'systemd-resolved does not run ({state}), and /etc/resolv.conf of the VM sends every question to it: no name resolves.',
      remedy: [
        start,
        {
          text: 'See why it ended.',
          command: "Invoke-EflowVmCommand 'sudo systemctl status --no-pager systemd-resolved' -ignoreError",
        },
      ],
    },
    masked: {
      text: 'systemd-resolved is masked, and /etc/resolv.conf of the VM sends every question to it: no name resolves.',
      remedy: [
        { text: 'Allow it to start.', command: "Invoke-EflowVmCommand 'sudo systemctl unmask systemd-resolved'" },
        start,
      ],
    },
  },

  check(facts, report) {
    const service = serviceOf(facts['guest.services'], NAME);
    const file = facts['guest.resolvConf'].find(({ path }) => path === '/etc/resolv.conf');
    const viaStub = file?.nameservers.length === 0 || (file?.nameservers.some(isLoopback) ?? false);
    // Where resolv.conf names real servers nobody asks the resolver (DNS006); without any, the VM itself is asked: resolv.conf(5).
    if (service === null || service.load === 'not-found' || (file !== undefined && !viaStub)) return 'notApplicable';
    if (service.active === 'active' || service.active === 'activating') return undefined;
    report({
      message: service.load === 'masked' ? 'masked' : 'stopped',
      target: NAME,
      data: { state: `${service.active}, ${service.sub}` },
      evidence: [
        {
          fact: 'guest.services',
          path: `/${NAME}`,
          observed: `${service.load}, ${service.active}, ${service.sub}`,
          expected: 'loaded, active, running',
        },
      ],
    });
    return undefined;
  },
});
