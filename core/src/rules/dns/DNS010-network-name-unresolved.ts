import { defineRule } from '../../engine/rule.js';
import { lookupOf, networkName, networksAsked, requiredNames } from '../../model/dns/requiredNames.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'DNS010',
  slug: 'network-name-unresolved',
  title: 'Modules resolve the names that the VM resolves',
  severity: 'critical',
  stage: 'containerDns',
  guide: ['G11', 'Azure/iotedge#7193', 'Azure/iotedge#226'],
  requires: ['guest.nameProbe', 'guest.upstream'],
  uses: ['profile'],
  messages: {
    unresolved: {
      text: 'From the container network {network} these names do not resolve, although the VM resolves them: {names}.',
      remedy: [
        { text: 'See which servers the containers ask, layer by layer.', command: 'Get-EflowDnsReport' },
        {
          text: 'Restart the container engine: containers take the servers of the VM when they start. All modules restart with it.',
          command: "Invoke-EflowVmCommand 'sudo systemctl restart docker'",
        },
      ],
    },
  },

  check(facts, report) {
    const lookups = facts['guest.nameProbe'];
    const networks = networksAsked(lookups);
    if (networks.length === 0) return 'notApplicable'; // no container runs on a network, or none could be entered
    for (const from of networks) {
      const lost = requiredNames(facts['guest.upstream'], facts.profile).filter((name) => {
        const here = lookupOf(lookups, from, name);
        return here !== null && here.state !== 'resolved' && lookupOf(lookups, 'vm', name)?.state === 'resolved';
      });
      if (lost.length === 0) continue;
      const network = networkName(from);
      report({
        message: 'unresolved',
        target: network,
        data: { network, names: lost.join(', ') },
        evidence: [
          {
            fact: 'guest.nameProbe',
            path: `/${from}`,
            observed: lost.map((name) => `${name}: ${lookupOf(lookups, from, name)?.state ?? ''}`),
            expected: say('resolved, as in the VM'),
          },
        ],
      });
    }
    return undefined;
  },
});
