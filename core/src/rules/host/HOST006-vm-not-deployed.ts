import { defineRule } from '../../engine/rule.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'HOST006',
  slug: 'vm-not-deployed',
  title: 'EFLOW is installed and its VM is deployed',
  severity: 'critical',
  stage: 'vm',
  guide: ['G01'],
  requires: ['host.eflow'],
  messages: {
    notInstalled: {
      text: 'Azure IoT Edge for Linux on Windows is not installed on this machine: only the host can be judged.',
      remedy: [
        {
          text: 'Install it, then deploy the VM. Microsoft: "Create and provision an IoT Edge for Linux on Windows device".',
        },
      ],
    },
    notDeployed: {
      text: 'No EFLOW VM is deployed on this machine: only the host can be judged.',
      remedy: [
        { text: 'Deploy it; see its parameters for switch and address first.', command: 'Get-Help Deploy-Eflow -Full' },
      ],
    },
  },

  check(facts, report) {
    const { installed, vmDeployed } = facts['host.eflow'];
    if (installed && vmDeployed === null) return { unknown: say('Whether a VM is deployed is not known.') };
    if (installed && vmDeployed === true) return undefined;
    report({
      message: installed ? 'notDeployed' : 'notInstalled',
      target: 'EFLOW',
      data: {},
      evidence: [
        { fact: 'host.eflow', path: '', observed: facts['host.eflow'], expected: say('installed, a VM deployed') },
      ],
    });
    return undefined;
  },
});
