import { defineRule } from '../../engine/rule.js';
import {
  misled,
  publishedPorts,
  staysAtVm,
  strayPublications,
  type StrayPublication,
} from '../../model/firewall/offeredPort.js';
import { describeStep } from '../../model/netfilter/step.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { canBeReached, judgePorts } from '../../model/firewall/judgedPort.js';
import { stepEvidence } from '../../model/firewall/stop.js';
import { listCommand, takeOutCommand } from '../../model/netfilter/ruleCommands.js';
import { walkFacts, walkUses } from './facts.js';
import { say } from '../../texts/say.js';
import { nameOf, undecided } from './offered.js';
import { translationMessages } from './translationMessages.js';

const strayPort = ({ module, address, ...offered }: StrayPublication) => {
  const port = nameOf({ module, ...offered });
  const evidence = { fact: 'guest.containers', path: `/${module}/published`, observed: address } as const;
  return {
    message: 'stray',
    target: port,
    data: { port, module, address },
    evidence: [{ ...evidence, expected: say('an address of the VM') }],
  } as const;
};

export default defineRule({
  id: 'NF003',
  slug: 'published-port-untranslated',
  title: 'Each published port is translated to its container',
  severity: 'critical',
  stage: 'publishing',
  guide: ['G19', 'G26', 'Azure/iotedge#7220', 'Azure/iotedge#228'],
  requires: walkFacts,
  uses: walkUses,
  messages: translationMessages,

  check(facts, report) {
    const stray = strayPublications(facts['guest.containers'], facts['guest.interfaces']);
    for (const one of stray) report(strayPort(one));
    const ports = publishedPorts(facts['guest.containers'], facts['guest.interfaces']);
    if (stray.length > 0 && ports.length === 0) return undefined;
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
