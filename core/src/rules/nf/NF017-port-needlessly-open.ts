import { defineRule } from '../../engine/rule.js';
import { rulesFact } from '../../model/firewall/stop.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { say } from '../../texts/say.js';
import { isOpenPort, judgeGuidePorts, keepsOut } from './inboundPorts.js';
import { canBeReached } from '../../model/firewall/judgedPort.js';
import { walkFacts } from './facts.js';
import { namedPort, nameOf, undecided } from './offered.js';
import { seeRules } from './remedies.js';

export default defineRule({
  id: 'NF017',
  slug: 'port-needlessly-open',
  title: 'The ports of IoT Edge are closed to others unless a module offers them',
  severity: 'warning',
  stage: 'inbound',
  partial: true,
  guide: ['G16', 'G17', 'G18', 'G19'],
  requires: walkFacts,
  uses: ['guest.nftTables', 'guest.trafficControl', 'host.addresses', 'profile'],
  messages: {
    unclaimed: {
      text: "The VM's firewall lets in port {port}, and no module publishes or exposes it.",
      remedy: [{ text: 'Take the rule out that lets it in, also of the file that is loaded at each start.' }, seeRules],
    },
    offered: {
      text: 'Open to others, because modules offer them: {ports}.',
      note: true,
      remedy: [{ text: 'Where no downstream device needs them, take them out of the create options of the modules.' }],
    },
  },

  check(facts, report) {
    const world = worldOf(facts);
    if (!canBeReached(facts) || !keepsOut(world)) return 'notApplicable'; // NF015
    const offered: string[] = [];
    const judged = judgeGuidePorts(world, facts['guest.containers'], facts.profile);
    for (const { offered: port } of judged.filter(isOpenPort)) {
      if (port.module !== '') {
        offered.push(namedPort(port));
        continue;
      }
      const data = { port: nameOf(port) };
      const observed = say('{port} is let in', { port: data.port });
      const evidence = { fact: rulesFact(world), path: '/filter', observed, expected: say('closed') };
      report({
        message: 'unclaimed',
        target: data.port,
        data,
        evidence: [evidence],
      });
    }
    const ports = offered.join(', ');
    const evidence = {
      fact: 'guest.containers',
      path: '',
      observed: ports,
      expected: say('what others need'),
    } as const;
    if (ports !== '') report({ message: 'offered', target: ports, data: { ports }, evidence: [evidence] });
    return undecided(judged);
  },
});
