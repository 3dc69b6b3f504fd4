import { defineRule } from '../../engine/rule.js';
import { DISABLED, RUNNING, serviceNamed } from '../../model/host/service.js';
import { say } from '../../texts/say.js';

const start = { text: 'Start it.', command: 'Start-Service -Name WSSDAgent' } as const;

export default defineRule({
  id: 'HOST001',
  slug: 'agent-stopped',
  title: 'The lifecycle agent of EFLOW runs',
  severity: 'critical',
  stage: 'management',
  guide: ['G01'],
  requires: ['host.services', 'host.eflow'],
  messages: {
    stopped: {
      text: 'The service WSSDAgent does not run: the EFLOW cmdlets fail, and the VM does not start.',
      remedy: [start],
    },
    disabled: {
      text: 'The service WSSDAgent is disabled: the EFLOW cmdlets fail, and the VM does not start.',
      remedy: [
        { text: 'Allow it to start with Windows.', command: 'Set-Service -Name WSSDAgent -StartupType Automatic' },
        start,
      ],
    },
    missing: {
      text: 'There is no service WSSDAgent although EFLOW is installed: the installation is damaged.',
      remedy: [{ text: 'Repair or reinstall Azure IoT Edge for Linux on Windows.' }],
    },
  },

  check(facts, report) {
    if (!facts['host.eflow'].installed) return 'notApplicable';
    const service = serviceNamed(facts['host.services'], 'WSSDAgent');
    if (service?.status === RUNNING) return undefined;
    report({
      message: service === null ? 'missing' : service.startType === DISABLED ? 'disabled' : 'stopped',
      target: 'WSSDAgent',
      data: {},
      evidence: [
        {
          fact: 'host.services',
          path: '/WSSDAgent',
          observed: service,
          expected: say('status {status}, running', { status: RUNNING }),
        },
      ],
    });
    return undefined;
  },
});
