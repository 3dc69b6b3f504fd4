import { defineRule } from '../../engine/rule.js';
import { pinnedAddresses } from '../../model/dns/hostsFile.js';
import type { NameLookup } from '../../model/item.js';
import { lookupOf, networkName, networksAsked, requiredNames } from '../../model/dns/requiredNames.js';
import { say } from '../../texts/say.js';

const parted = (names: readonly string[], wanted: (name: string) => boolean) =>
  [names.filter(wanted), names.filter((name) => !wanted(name))] as const;

const evidenceOf = (lookups: readonly NameLookup[], from: string, names: readonly string[]) =>
  [
    {
      fact: 'guest.nameProbe',
      path: `/${from}`,
      observed: names.map((name) => `${name}: ${lookupOf(lookups, from, name)?.state ?? ''}`),
      expected: say('resolved, as in the VM'),
    },
  ] as const;

export default defineRule({
  id: 'DNS010',
  slug: 'network-name-unresolved',
  title: 'Modules resolve the names that the VM resolves',
  severity: 'critical',
  stage: 'containerDns',
  guide: ['G11', 'Azure/iotedge#7193', 'Azure/iotedge#226'],
  requires: ['guest.nameProbe', 'guest.upstream'],
  uses: ['guest.hosts', 'profile'],
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
    pinned: {
      text: 'From the container network {network} these names do not resolve: {names}. The VM knows them from its /etc/hosts, which containers do not read.',
      remedy: [
        {
          text: 'Have the DNS servers of the VM answer for them, such as by a private DNS zone: containers ask the same servers.',
        },
        {
          text: 'Or give the entries to each module that needs them, edgeAgent and edgeHub among them: {entries} under ExtraHosts in the HostConfig of its create options.',
        },
      ],
    },
  },

  check(facts, report) {
    const lookups = facts['guest.nameProbe'];
    const entriesOf = (name: string): readonly string[] =>
      pinnedAddresses(facts['guest.hosts'] ?? [], name).map((address) => `"${name}:${address}"`);
    const networks = networksAsked(lookups);
    if (networks.length === 0) return 'notApplicable'; // no container runs on a network, or none could be entered
    for (const from of networks) {
      const lost = requiredNames(facts['guest.upstream'], facts.profile).filter((name) => {
        const here = lookupOf(lookups, from, name);
        return here !== null && here.state !== 'resolved' && lookupOf(lookups, 'vm', name)?.state === 'resolved';
      });
      const network = networkName(from);
      const about = (names: readonly string[]) => ({
        target: network,
        data: { network, names: names.join(', ') },
        evidence: evidenceOf(lookups, from, names),
      });
      const [pinned, others] = parted(lost, (name) => entriesOf(name).length > 0);
      if (others.length > 0) report({ message: 'unresolved', ...about(others) });
      if (pinned.length === 0) continue;
      const entries = pinned.flatMap(entriesOf).join(', ');
      report({ message: 'pinned', ...about(pinned), data: { network, names: pinned.join(', '), entries } });
    }
    return undefined;
  },
});
