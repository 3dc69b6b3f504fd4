import { defineRule } from '../../engine/rule.js';
import { openBeyond } from '../../model/firewall/beyond.js';
import { canBeReached, judgePorts } from '../../model/firewall/judgedPort.js';
import { shieldFacts } from '../../model/host/portMapping.js';
import { rulesFact } from '../../model/firewall/stop.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { walkFacts, walkUses } from './facts.js';
import { unwantedPorts } from './inboundPorts.js';
import { nameOf, undecided } from './offered.js';
import { seeRules } from './remedies.js';

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
      remedy: [{ text: 'Take the rule out that lets it in, or have the module not publish it.' }, seeRules],
    },
    noGateway: {
      text: 'Port {port} of the VM is open, and the device profile says that this device is no gateway: nobody has to get to its edgeHub.',
      remedy: [
        {
          text: 'Take the port out of PortBindings of edgeHub in the deployment: IoT Edge publishes it only where it stands there.',
        },
        seeRules,
      ],
    },
    beyond: {
      text: 'Port 443 of the VM is open to machines beyond the internal network ({beyond}): it is meant for devices of the internal network alone.',
      remedy: [
        {
          text: 'Let in only the internal network: in DOCKER-USER for a published port, in INPUT for a module on the host network.',
        },
        seeRules,
      ],
    },
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
        data: { port },
        evidence: [{ fact, path: `/${port}`, observed: 'open', expected: 'closed' }],
      });
    }
    const far = openBeyond(facts, HTTPS);
    if (far === null) return undecided(judged);
    if (far.judged.some(({ passage }) => passage.kind === 'unknown')) return undecided([...judged, ...far.judged]);
    report({
      message: 'beyond',
      target: '443/tcp',
      data: { beyond: far.beyond },
      evidence: [{ fact, path: '/443/tcp', observed: `open to ${far.stranger}`, expected: 'closed' }],
    });
    return undecided(judged);
  },
});
