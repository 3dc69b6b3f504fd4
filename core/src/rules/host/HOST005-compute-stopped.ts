import { defineRule } from '../../engine/rule.js';
import { RUNNING, serviceNamed } from '../../model/host/service.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'HOST005',
  slug: 'compute-stopped',
  title: 'The host compute service runs under the lifecycle agent',
  severity: 'critical',
  stage: 'compute',
  guide: ['G01', 'G04'],
  requires: ['host.services', 'host.eflow'],
  messages: {
    stopped: {
      text: 'The service {service} does not run: the agent has nothing to run the VM on.',
      remedy: [
        {
          text: 'Start the services in the order in which they rest on each other.',
          command: 'Start-Service -Name hns, vmcompute; Restart-Service -Name WSSDAgent',
        },
        { text: 'Then start the VM.', command: 'Start-EflowVm' },
      ],
    },
  },

  check(facts, report) {
    if (!facts['host.eflow'].installed) return 'notApplicable';
    const service = serviceNamed(facts['host.services'], 'vmcompute');
    if (service === null) return 'notApplicable'; // not collected on this edition
    if (service.status === RUNNING) return undefined;
    report({
      message: 'stopped',
      target: service.name,
      data: { service: service.name },
      evidence: [
        {
          fact: 'host.services',
          path: `/${service.name}`,
          observed: service.status,
          expected: say('{status}, running', { status: RUNNING }),
        },
      ],
    });
    return undefined;
  },
});
