import { defineRule } from '../../engine/rule.js';
import { openBeyond } from '../../model/firewall/beyond.js';
import { canBeReached, judgePorts } from '../../model/firewall/judgedPort.js';
import { shieldFacts } from '../../model/host/portMapping.js';
import { rulesFact } from '../../model/firewall/stop.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { beyond, beyondProxy, describeBeyond } from './beyondMessages.js';
import { walkFacts, walkUses } from './facts.js';
import { unwantedPorts } from './inboundPorts.js';
import { nameOf, undecided } from './offered.js';
import { keepOutCommand, seeRules } from './remedies.js';

const HTTPS = { module: '', protocol: 'tcp', port: 443 } as const;

export default defineRule({
  id: 'NF019',
  slug: 'unwanted-port-open',
  title: 'No port is open that shall be closed',
  severity: 'warning',
  stage: 'inbound',
  partial: true,
  guide: ['G16', 'G17', 'G18'],
  requires: walkFacts,
  uses: [...walkUses, ...shieldFacts, 'profile'],
  messages: {
    open: {
      text: 'Port {port} of the VM is open, and the device profile says that it shall be closed.',
      remedy: [
        {
          text: 'Keep it out; a module that needs nobody from outside need not publish it either.',
          command: '{keepOut}',
        },
        seeRules,
      ],
    },
    noGateway: {
      text: 'Port {port} of the VM is open, and the device profile says that this device is no gateway: nobody has to get to its edgeHub.',
      remedy: [
        {
          text: 'Take the port out of PortBindings of edgeHub in the deployment: IoT Edge publishes it only where it stands there.',
        },
        { text: 'Keep it out until that is deployed.', command: '{keepOut}' },
        seeRules,
      ],
    },
    beyond,
    beyondProxy,
  },

  check(facts, report) {
    if (!canBeReached(facts)) return 'notApplicable';
    const fact = rulesFact(worldOf(facts));
    const unwanted = unwantedPorts(facts.profile);
    const judged = judgePorts(unwanted, facts);
    for (const [index, { offered, passage }] of judged.entries()) {
      if (passage.kind !== 'open') continue;
      const port = nameOf(offered);
      report({
        message: unwanted[index]?.message ?? 'open',
        target: port,
        data: { port, keepOut: keepOutCommand(offered) },
        evidence: [{ fact, path: `/${port}`, observed: 'open', expected: 'closed' }],
      });
    }
    const far = openBeyond(facts, HTTPS);
    if (far === null) return undecided(judged);
    if (far.judged.some(({ passage }) => passage.kind === 'unknown')) return undecided([...judged, ...far.judged]);
    const data = describeBeyond(HTTPS, far);
    report({
      message: far.proxy === null ? 'beyond' : 'beyondProxy',
      target: '443/tcp',
      data,
      evidence: [{ fact, path: '/443/tcp', observed: `open to ${far.stranger}`, expected: 'closed' }],
    });
    return undecided(judged);
  },
});
