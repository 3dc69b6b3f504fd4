import { defineRule } from '../../engine/rule.js';
import { kindOf } from '../../model/host/switchKind.js';
import { DISABLED, serviceNamed, RUNNING } from '../../model/host/service.js';
import { usedSwitch } from './common.js';
import { say } from '../../texts/say.js';

const start = {
  text: 'Start it. VMs on the Default Switch get their addresses again.',
  command: 'Start-Service -Name {service}',
} as const;

export default defineRule({
  id: 'SW013',
  slug: 'sharing-stopped',
  title: 'The services behind the Default Switch run',
  severity: 'critical',
  stage: 'hostServices',
  guide: ['G04', 'Azure/iotedge-eflow#41', 'Azure/iotedge-eflow#9'],
  requires: ['host.switches', 'host.vmNetwork', 'host.services'],
  messages: {
    stopped: {
      text: 'The service {service} of this Windows does not run: without it the Default Switch gives neither addresses nor names.',
      remedy: [start],
    },
    disabled: {
      text: 'The service {service} of this Windows is disabled: without it the Default Switch gives neither addresses nor names.',
      remedy: [
        {
          text: 'Allow it to start. A security baseline may disable it again: have it excepted, or use an External switch.',
          command: 'Set-Service -Name {service} -StartupType Manual',
        },
        start,
      ],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    if (used === null || kindOf(used) !== 'default') return 'notApplicable';
    for (const name of ['SharedAccess', 'hns']) {
      const service = serviceNamed(facts['host.services'], name);
      if (service === null || service.status === RUNNING) continue;
      report({
        message: service.startType === DISABLED ? 'disabled' : 'stopped',
        target: name,
        data: { service: service.name },
        evidence: [
          {
            fact: 'host.services',
            path: `/${name}`,
            observed: { status: service.status, startType: service.startType },
            expected: say('status {status}, running', { status: RUNNING }),
          },
        ],
      });
    }
    return undefined;
  },
});
