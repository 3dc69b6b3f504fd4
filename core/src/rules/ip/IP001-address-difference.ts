import { defineRule } from '../../engine/rule.js';
import { ipv4Of, primary } from '../../model/address/vmInterface.js';

const remedy = [
  { text: 'Stop the VM. Modules stop with it.', command: 'Stop-EflowVm' },
  { text: 'Start it: it gets its address anew and the agent learns it.', command: 'Start-EflowVm' },
  { text: 'Compare again: the second line is the address that the agent knows.', command: 'Get-EflowVmAddr' },
] as const;

export default defineRule({
  id: 'IP001',
  slug: 'address-difference',
  title: 'The lifecycle agent and the VM name the same address',
  severity: 'critical',
  stage: 'agentAddress',
  guide: ['G01'],
  requires: ['host.vmAddress', 'guest.interfaces'],
  messages: {
    differs: { text: 'Get-EflowVmAddr says {agent}, but {name} of the VM has {own}.', remedy },
    remembered: {
      text: 'The agent remembers {agent} and could not ask the VM; {name} of the VM has {own}.',
      remedy,
    },
  },

  check(facts, report) {
    const { ip, source } = facts['host.vmAddress'];
    const card = primary(facts['guest.interfaces']);
    if (ip === null || card === null) return 'notApplicable'; // IP006 and IP005 report these
    const own = ipv4Of(card).map(({ address }) => address);
    if (own.length === 0) return 'notApplicable'; // IP002 and IP004 report an interface without an address
    if (own.includes(ip)) return undefined;

    const shown = own.join(', ');
    report({
      message: source === 'agent' ? 'remembered' : 'differs',
      target: ip,
      data: { agent: ip, name: card.name, own: shown },
      evidence: [
        { fact: 'host.vmAddress', path: '/ip', observed: ip, expected: shown },
        { fact: 'guest.interfaces', path: `/${card.name}/addresses`, observed: own, expected: ip },
      ],
    });
    return undefined;
  },
});
