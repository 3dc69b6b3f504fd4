import { defineRule } from '../../engine/rule.js';
import { HUB_PORTS } from '../../model/firewall/edgeHub.js';
import { canBeReached } from '../../model/firewall/judgedPort.js';
import { say } from '../../texts/say.js';
import { walkFacts, walkUses } from './facts.js';
import { nameOf, undecided } from './offered.js';
import { closedTo, judgeWanted, nobodyTakes, offersNoHub } from './wantedPorts.js';

const HUB = HUB_PORTS.join(', ');

export default defineRule({
  id: 'NF020',
  slug: 'wanted-port-closed',
  title: 'The ports are open that shall be reached',
  severity: 'critical',
  stage: 'inbound',
  partial: true,
  guide: ['G19', 'G21'],
  requires: walkFacts,
  uses: [...walkUses, 'profile', 'host.switches', 'host.vmNetwork'],
  messages: {
    closed: {
      text: 'The device profile says that port {port} shall be reached, and it is closed: {why}.',
      remedy: [{ text: 'Let it in, now and after each start; a module must offer it too.', command: '{repair}' }],
      repair: 'allow-inbound-port',
    },
    closedTo: {
      text: 'The device profile says that port {port} shall be reached from its internal networks, and it is closed to {networks}: {why}.',
      remedy: [
        { text: 'Let the network in, now and after each start; of several, one after the other.', command: '{repair}' },
      ],
    },
    nobody: {
      text: 'The device profile says that port {port} shall be reached; the firewall lets it in, but nobody takes it: no running module publishes it, and nothing in the VM listens.',
      remedy: [
        {
          text: 'Publish the port in PortBindings of the module that it belongs to, or start that module.',
          command: "Invoke-EflowVmCommand 'sudo iotedge list'",
        },
      ],
    },
    noHub: {
      text: 'The device profile says that this device is a gateway, and no running module offers a port by which devices connect to edgeHub ({ports}).',
      remedy: [
        {
          text: 'Publish the port of their protocol in PortBindings of edgeHub in the deployment.',
          command: "Invoke-EflowVmCommand 'sudo docker port edgeHub'",
        },
      ],
    },
  },

  check(facts, report) {
    const { inboundPorts = [], gateway } = facts.profile ?? {};
    if ((inboundPorts.length === 0 && gateway !== true) || !canBeReached(facts)) return 'notApplicable';
    const judged = judgeWanted(facts);
    for (const one of judged) {
      const port = nameOf(one.offered);
      const closed = closedTo(one);
      if (closed !== null) report({ ...closed, target: port, evidence: [closed.evidence] });
      else if (nobodyTakes(one)) {
        const evidence = {
          fact: 'guest.listeners',
          path: `/${port}`,
          observed: say('nobody listens'),
          expected: 'open',
        } as const;
        report({ message: 'nobody', data: { port }, target: port, evidence: [evidence] });
      }
    }
    if (offersNoHub(facts)) {
      const evidence = { fact: 'guest.containers', path: '', observed: say('none'), expected: HUB } as const;
      report({ message: 'noHub', target: 'edgeHub', data: { ports: HUB }, evidence: [evidence] });
    }
    return undecided(judged);
  },
});
