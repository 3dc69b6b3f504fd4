import { defineRule } from '../../engine/rule.js';
import { pinnedAddresses } from '../../model/dns/hostsFile.js';
import { leadsElsewhere } from '../../model/dns/layers.js';
import { lookupOf, networkName, networksAsked, requiredNames } from '../../model/dns/requiredNames.js';

export default defineRule({
  id: 'DNS014',
  slug: 'layers-differ',
  title: 'A name leads to the same network from the VM and from its modules',
  severity: 'warning',
  stage: 'containerDns',
  partial: true,
  guide: ['G11', 'Azure/iotedge-eflow#297'],
  requires: ['guest.nameProbe', 'guest.upstream'],
  uses: ['guest.hosts', 'guest.reach'],
  messages: {
    differs: {
      text: '{name} is {vm} for the VM and {here} for the container network {network}: they lead to different networks.',
      remedy: [{ text: 'Give both the same servers: see where each is configured.', command: 'Get-EflowDnsReport' }],
    },
  },

  check(facts, report) {
    const lookups = facts['guest.nameProbe'];
    const networks = networksAsked(lookups);
    if (networks.length === 0) return 'notApplicable';
    for (const from of networks) {
      for (const name of requiredNames(facts['guest.upstream'])) {
        const [vm, here] = [lookupOf(lookups, 'vm', name), lookupOf(lookups, from, name)];
        if (vm?.state !== 'resolved' || here?.state !== 'resolved') continue;
        if (!leadsElsewhere(vm, here, facts['guest.reach'] ?? [])) continue;
        if (pinnedAddresses(facts['guest.hosts'] ?? [], name).length > 0) continue; // no layer of DNS: DNS019
        report({
          message: 'differs',
          target: name,
          data: { name, vm: vm.addresses.join(', '), here: here.addresses.join(', '), network: networkName(from) },
          evidence: [
            {
              fact: 'guest.nameProbe',
              path: `/${from}/${name}`,
              observed: here.addresses,
              expected: vm.addresses.join(', '),
            },
          ],
        });
      }
    }
    return undefined;
  },
});
