import { defineRule } from '../../engine/rule.js';
import { requiredFlows } from '../../model/firewall/requiredFlows.js';
import { outboundFacts, outboundUses } from './facts.js';
import { divertedAtOnce, undecidedFlows } from './outbound.js';
import { divertedOutbound, letAnswersIn, untrackedOutbound } from './outboundMessages.js';
import { closedAtOnce } from './saidFlow.js';

export default defineRule({
  id: 'NF005',
  slug: 'outbound-closed',
  title: "The VM's firewall lets the VM out",
  severity: 'critical',
  stage: 'firewallOut',
  guide: ['G20', 'G26', 'Azure/iotedge-eflow#80'],
  requires: outboundFacts,
  uses: outboundUses,
  messages: {
    closed: {
      text: "The VM's own firewall stops everything that the VM sends ({what}): {step}. The stock rules let all out with one rule in OUTPUT; without it the policy drops everything.",
      remedy: [
        {
          text: 'Put the stock rule back; it holds until the next start.',
          command: "Invoke-EflowVmCommand 'sudo iptables -w -A OUTPUT -j ACCEPT'",
        },
        {
          text: 'See whether it is still in the file that is loaded at each start.',
          command: "Invoke-EflowVmCommand 'grep -n OUTPUT /etc/systemd/scripts/ip4save' -ignoreError",
        },
      ],
    },
    answers: {
      text: "The VM's own firewall stops the answers to everything that the VM sends ({what}): {step}. The stock rules let answers in with a rule for established connections in INPUT.",
      remedy: [
        { text: 'Put a rule for answers back; it holds until the next start.', command: letAnswersIn },
        {
          text: 'See whether the stock rule is still in the file that is loaded at each start.',
          command: "Invoke-EflowVmCommand 'grep -n INPUT /etc/systemd/scripts/ip4save' -ignoreError",
        },
      ],
    },
    untracked: {
      text: 'A rule of the VM keeps what it sends from being tracked ({what}), so that the answers fit no rule for known connections and are dropped: {step}.',
      remedy: untrackedOutbound.remedy,
    },
    diverted: divertedOutbound,
  },

  check(facts, report) {
    const judged = requiredFlows(facts);
    if (judged.every(({ way }) => way.kind === 'none')) return 'notApplicable'; // no address or no route
    const astray = divertedAtOnce(judged, facts);
    if (astray !== null) report(astray);
    const closed = closedAtOnce(judged, facts);
    if (closed === null) return undecidedFlows(judged);
    report(closed);
    return undefined;
  },
});
