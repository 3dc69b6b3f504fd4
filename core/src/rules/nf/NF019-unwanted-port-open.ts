import { defineRule } from '../../engine/rule.js';
import { formatPrefix, isHostAddress, isLinkLocal, isPrivate } from '../../model/ipv4.js';
import { passageOf } from '../../model/offeredPort.js';
import { opensBeyond } from '../../model/beyond.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { mainAddress, primary } from '../../model/vmInterface.js';
import { canBeReached, nameOf, seeRules, walkFacts, walkUses } from './offered.js';

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
  uses: [...walkUses, 'profile'],
  messages: {
    open: {
      text: 'Port {port} of the VM is open, and the device profile says that it shall be closed.',
      remedy: [{ text: 'Take the rule out that lets it in, or have the module not publish it.' }, seeRules],
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
    const world = worldOf(facts);
    const probes = facts['host.portProbe'];
    for (const one of facts.profile?.closedPorts ?? []) {
      if (passageOf(world, { module: '', ...one }, probes).kind !== 'open') continue;
      const port = nameOf({ module: '', ...one });
      report({
        message: 'open',
        target: port,
        data: { port },
        evidence: [{ fact: 'guest.iptablesLegacy', path: `/${port}`, observed: 'open', expected: 'closed' }],
      });
    }
    const card = primary(facts['guest.interfaces']);
    const own = card === null ? null : mainAddress(card);
    const isPublic = own !== null && isHostAddress(own.address) && !isPrivate(own.address) && !isLinkLocal(own.address);
    const internal = facts.profile?.internalNetworks ?? [];
    if (own === null || (!isPublic && internal.length === 0)) return undefined;
    const outside = opensBeyond(world, HTTPS, [...internal, own.subnet]);
    if (outside === null || passageOf(world, HTTPS, probes).kind !== 'open') return undefined;
    const beyond = internal.length === 0 ? own.address : internal.map(formatPrefix).join(', ');
    report({
      message: 'beyond',
      target: '443/tcp',
      data: { beyond },
      evidence: [
        { fact: 'guest.iptablesLegacy', path: '/443/tcp', observed: `open to ${outside}`, expected: 'closed' },
      ],
    });
    return undefined;
  },
});
