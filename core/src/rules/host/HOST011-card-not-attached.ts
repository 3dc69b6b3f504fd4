import { defineRule } from '../../engine/rule.js';
import { say } from '../../texts/say.js';
import { withoutEnd } from '../../model/withoutEnd.js';

const REFUSED = /Synthetic Ethernet Port|ErrorCode\[32773\]/i;

export default defineRule({
  id: 'HOST011',
  slug: 'card-not-attached',
  title: 'The host attaches the network card of the VM',
  severity: 'critical',
  stage: 'link',
  intermittent: true,
  guide: ['G01', 'G07', 'Azure/iotedge-eflow#228'],
  requires: ['host.agent', 'host.complaints'],
  uses: ['guest.interfaces'],
  messages: {
    refused: {
      text: 'Hyper-V refused to attach the network card of the VM: {words}. Policies, virus scanners and firewalls that block the agent (TCP 45000 and 45001 of the machine itself) do that, and hosts that cannot run a VM inside.',
      remedy: [
        {
          text: 'See whether the agent listens, and have virus scanner and firewall leave these ports of the machine itself alone.',
          command: 'Get-NetTCPConnection -State Listen -LocalPort 45000, 45001',
        },
        {
          text: 'If this Windows is itself a virtual machine, make sure that its size and platform allow nested ones.',
        },
        { text: 'Then stop the VM and start it, or deploy again.', command: 'Stop-EflowVm; Start-EflowVm' },
      ],
    },
  },

  check(facts, report) {
    // A card that is there was attached since.
    const attached = facts['guest.interfaces']?.some(({ name, kind }) => kind === null && name !== 'lo') === true;
    const words = [...facts['host.complaints'], ...facts['host.agent'].errors].find((one) => REFUSED.test(one));
    if (words === undefined || attached) return undefined;
    report({
      message: 'refused',
      target: 'network card',
      data: { words: withoutEnd(words, '.') },
      evidence: [{ fact: 'host.agent', path: '/errors', observed: words, expected: say('no error') }],
    });
    return undefined;
  },
});
