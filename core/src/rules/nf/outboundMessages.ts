import type { MessageTemplate } from '../../engine/rule.js';
import type { Flow } from '../../model/firewall/outbound.js';
import { ANSWERS } from '../../model/netfilter/ruleCommands.js';
import { inGuest } from '../../model/quote.js';

export const closedOutbound = {
  text: "The VM's own firewall stops what the VM sends to port {port}/{protocol} ({what}): {step}.",
  remedy: [
    {
      text: 'Take the rule out, or put one that lets the port out before it; this one holds until the next start.',
      command: '{allow}',
    },
    {
      text: 'See whether the rule that stops it is in the file that is loaded at each start.',
      command: "Invoke-EflowVmCommand 'cat /etc/systemd/scripts/ip4save'",
    },
  ],
} as const satisfies MessageTemplate;

export const closedAnswers = {
  text: "The VM's own firewall stops the answers to what the VM sends to port {port}/{protocol} ({what}): {step}.",
  remedy: [
    { text: 'Let answers in before the rule that stops them; this holds until the next start.', command: '{allow}' },
    closedOutbound.remedy[1],
  ],
} as const satisfies MessageTemplate;

const takeOut = [
  { text: 'See the rules of its chain with their numbers: it may have moved.', command: '{list}' },
  { text: 'Take it out; this holds until the next start.', command: '{take}' },
] as const;

export const divertedOutbound = {
  text: 'A rule of the VM takes what the VM sends to port {port}/{protocol} ({what}) elsewhere, to {to}, and no answer comes from there: {step}.',
  remedy: [...takeOut, closedOutbound.remedy[1]],
} as const satisfies MessageTemplate;

export const untrackedOutbound = {
  text: 'A rule of the VM keeps what it sends to port {port}/{protocol} ({what}) from being tracked, so that the answers fit no rule for known connections and are dropped: {step}.',
  remedy: [...takeOut, closedOutbound.remedy[1]],
} as const satisfies MessageTemplate;

export const letAnswersIn = inGuest(`sudo iptables -w -I INPUT 1 ${ANSWERS} -j ACCEPT`);

export const letAnswersOut = inGuest(`sudo iptables -w -I OUTPUT 1 ${ANSWERS} -j ACCEPT`);

export const letOut = ({ protocol, port }: Flow): string =>
  inGuest(`sudo iptables -w -I OUTPUT 1 -p ${protocol} -m ${protocol} --dport ${port} -j ACCEPT`);
