import { defineRule } from '../../engine/rule.js';
import { complaintOf } from '../../model/host/agentErrors.js';
import { machineOf } from '../../model/host/virtualMachine.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'HOST007',
  slug: 'vm-not-running',
  title: 'The VM runs',
  severity: 'critical',
  stage: 'vm',
  guide: ['G01', 'G04', 'Azure/iotedge-eflow#254', 'Azure/iotedge-eflow#303'],
  requires: ['host.complaints'],
  uses: ['host.virtualMachines', 'host.vmName', 'host.eflow'],
  messages: {
    off: {
      text: 'The VM is off: nothing in it can be looked at, and no module runs.',
      remedy: [{ text: 'Start it; modules start with it.', command: 'Start-EflowVm' }],
    },
    gone: {
      text: 'The lifecycle agent runs and knows no VM, and Windows runs none for it: the VM was lost. The agent says: {words}',
      remedy: [
        { text: 'Restart Windows once: services then start in their order.', command: 'Restart-Computer' },
        {
          text: 'If the agent still knows no VM, keep the logs for support and deploy again. Modules and settings in the VM are lost.',
          command: 'Get-EflowLogs',
        },
      ],
    },
  },

  check(facts, report) {
    if (facts['host.eflow']?.vmDeployed === false) return 'notApplicable'; // HOST006
    const complaints = facts['host.complaints'];
    const machines = facts['host.virtualMachines'];
    const machine = machineOf(machines ?? [], facts['host.vmName']);
    const off = complaintOf('vmOff', complaints);
    const unknown = complaintOf('vmUnknown', complaints);
    const lost = unknown !== null && machines !== undefined && machine === null;
    if (off === null && machine?.running !== false && !lost) return undefined;
    const seen = off ?? (lost ? unknown : say('not running'));
    report({
      message: lost && off === null ? 'gone' : 'off',
      target: machine?.name ?? facts['host.vmName'] ?? 'VM',
      data: { words: unknown ?? '' },
      evidence: [
        off === null && !lost
          ? { fact: 'host.virtualMachines', path: `/${machine?.id ?? ''}`, observed: seen, expected: 'running' }
          : { fact: 'host.complaints', path: '', observed: seen, expected: say('no complaint') },
      ],
    });
    return undefined;
  },
});
