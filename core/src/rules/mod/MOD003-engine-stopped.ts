import { defineRule } from '../../engine/rule.js';
import { runs, serviceOf } from '../../model/guestService.js';

export default defineRule({
  id: 'MOD003',
  slug: 'engine-stopped',
  title: 'The container engine of the VM runs',
  severity: 'critical',
  stage: 'engine',
  guide: ['G26'],
  requires: ['guest.services'],
  messages: {
    stopped: {
      text: 'The container engine of the VM does not run ({state}): no module runs, and the rules for their ports are not there.',
      remedy: [
        {
          text: 'Start it, then IoT Edge.',
          command: "Invoke-EflowVmCommand 'sudo systemctl start docker && sudo iotedge system restart'",
        },
        {
          text: 'See why it ended.',
          command: "Invoke-EflowVmCommand 'sudo journalctl --no-pager -n 50 -u docker' -ignoreError",
        },
      ],
    },
  },

  check(facts, report) {
    const service = serviceOf(facts['guest.services'], 'docker.service');
    if (service === null || service.load === 'not-found') return 'notApplicable'; // no VM of EFLOW
    if (runs(service)) return undefined;
    report({
      message: 'stopped',
      target: service.name,
      data: { state: `${service.active}, ${service.sub}` },
      evidence: [
        {
          fact: 'guest.services',
          path: `/${service.name}`,
          observed: `${service.load}, ${service.active}, ${service.sub}`,
          expected: 'active, running',
        },
      ],
    });
    return undefined;
  },
});
