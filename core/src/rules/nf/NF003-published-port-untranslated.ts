import { defineRule } from '../../engine/rule.js';
import { misled, publishedPorts, staysAtVm } from '../../model/firewall/offeredPort.js';
import { describeStep } from '../../model/netfilter/step.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { canBeReached, judgePorts } from '../../model/firewall/judgedPort.js';
import { stepEvidence } from '../../model/firewall/stop.js';
import { listCommand, takeOutCommand } from '../../model/netfilter/ruleCommands.js';
import { walkFacts, walkUses } from './facts.js';
import { nameOf, undecided } from './offered.js';

export default defineRule({
  id: 'NF003',
  slug: 'published-port-untranslated',
  title: 'Each published port is translated to its container',
  severity: 'critical',
  stage: 'publishing',
  guide: ['G19', 'G26', 'Azure/iotedge#7220', 'Azure/iotedge#228'],
  requires: walkFacts,
  uses: walkUses,
  messages: {
    untranslated: {
      text: 'No DNAT rule takes port {port} to {module}, which publishes it: the connection stays at the VM itself, where {step} stops it.',
      remedy: [
        {
          text: "Restart the container engine: it writes its rules anew. All modules restart with it. A rule in INPUT would let the port through to the engine's helper at best.",
          command: "Invoke-EflowVmCommand 'sudo systemctl restart docker'",
        },
        {
          text: 'Never restart iptables.service or flush the nat table while modules run: that takes these rules away.',
        },
      ],
    },
    elsewhere: {
      text: 'Port {port}, which {module} publishes, is not taken to {module} but to {to}: {rule}.',
      remedy: [
        { text: 'See the rules of its chain with their numbers: it may have moved.', command: '{list}' },
        { text: 'Take it out, so that the rule of the container engine behind it is asked.', command: '{take}' },
      ],
    },
    untracked: {
      text: 'Port {port}, which {module} publishes, is not translated, because connection tracking does not see it: {rule}.',
      remedy: [
        { text: 'See the rules of its chain with their numbers: it may have moved.', command: '{list}' },
        {
          text: 'Take it out: without tracking nothing is translated, and no answer is known as one.',
          command: '{take}',
        },
      ],
    },
  },

  check(facts, report) {
    const ports = publishedPorts(facts['guest.containers']);
    if (ports.length === 0 || !canBeReached(facts)) return 'notApplicable';
    const judged = judgePorts(ports, facts);
    const world = worldOf(facts);
    for (const { offered, passage } of judged) {
      if (passage.kind !== 'closed' || passage.by === null) continue;
      const astray = misled(world, offered);
      if (astray === null && !staysAtVm(passage)) continue;
      const by = astray?.by ?? passage.by;
      const port = nameOf(offered);
      const data = {
        ...{ port, module: offered.module, step: describeStep(passage.by), rule: describeStep(by) },
        to: astray?.kind === 'elsewhere' ? astray.to : '',
        ...{ list: listCommand(world, by), take: takeOutCommand(world, by) },
      };
      report({ message: astray?.kind ?? 'untranslated', target: port, data, evidence: [stepEvidence(by)] });
    }
    return undecided(judged);
  },
});
