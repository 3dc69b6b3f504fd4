import { defineRule } from '../../engine/rule.js';
import { mainAddress, primary } from '../../model/address/vmInterface.js';

export default defineRule({
  id: 'IP006',
  slug: 'agent-address-missing',
  title: 'The lifecycle agent knows an address of the VM',
  severity: 'critical',
  stage: 'agentAddress',
  guide: ['G01'],
  requires: ['host.vmAddress', 'guest.interfaces'],
  messages: {
    missing: {
      text: 'Get-EflowVmAddr gives no address, although {name} of the VM has {own}. It says: {failures}',
      remedy: [
        { text: 'See whether the agent runs.', command: 'Get-Service -Name WSSDAgent' },
        {
          text: 'Start it anew. The VM goes on; EFLOW cmdlets fail meanwhile.',
          command: 'Restart-Service -Name WSSDAgent',
        },
        {
          text: 'If that does not help, stop and start the VM. Modules stop with it.',
          command: 'Stop-EflowVm; Start-EflowVm',
        },
      ],
    },
  },

  check(facts, report) {
    const { ip, failures } = facts['host.vmAddress'];
    const card = primary(facts['guest.interfaces']);
    const own = card === null ? null : mainAddress(card);
    if (card === null || own === null) return 'notApplicable'; // the agent can know none: IP002, IP004, IP005
    if (ip !== null) return undefined;

    report({
      message: 'missing',
      target: card.name,
      data: { name: card.name, own: own.address, failures: failures.join(' ') || 'nothing.' },
      evidence: [{ fact: 'host.vmAddress', path: '/ip', observed: failures, expected: own.address }],
    });
    return undefined;
  },
});
