import type { MessageTemplate } from '../../engine/rule.js';
import type { OpenBeyond } from '../../model/firewall/beyond.js';
import type { OfferedPort } from '../../model/firewall/offeredPort.js';
import { removeCommand } from '../../model/host/portMapping.js';
import { keepOutCommand, repairCommand, seeRules } from './remedies.js';

export const beyond = {
  text: 'Port 443 of the VM is open to machines beyond the internal network ({beyond}): it is meant for devices of the internal network alone.',
  remedy: [
    { text: 'Keep it out for all.', command: '{keepOut}' },
    { text: 'Let the internal network in before that; until then it is kept out too.', command: '{letIn}' },
    seeRules,
  ],
} as const satisfies MessageTemplate;

export const beyondProxy = {
  text: 'Port 443 of the VM is open to machines beyond the internal network ({beyond}): this Windows hands it on in its own name, so the VM cannot tell who asks.',
  remedy: [
    {
      text: 'Have the firewall of this Windows let in {inside} alone: see which of its rules let others in.',
      command: 'Get-NetFirewallRule -Direction Inbound -Action Allow -Enabled True',
    },
    { text: 'Or, where nobody needs it, hand it on no more.', command: '{remove}' },
  ],
} as const satisfies MessageTemplate;

/** What these say of a port. */
export const describeBeyond = (port: OfferedPort, { beyond: told, inside, proxy }: OpenBeyond) => ({
  ...{ beyond: told, inside: inside.join(', '), keepOut: keepOutCommand(port) },
  letIn: inside.map((network) => `${repairCommand(port)} -Source ${network}`).join('; '),
  remove: proxy === null ? '' : removeCommand(proxy),
});
