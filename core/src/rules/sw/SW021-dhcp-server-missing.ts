import { defineRule } from '../../engine/rule.js';
import { scopeFor } from '../../model/host/dhcpScope.js';
import { givenSubnet } from '../../model/host/end.js';
import { RUNNING, serviceNamed } from '../../model/host/service.js';
import { formatPrefix, isLinkLocal } from '../../ipv4.js';
import { allocationOf, kindOf } from '../../model/host/switchKind.js';
import { ipv4Of, primary } from '../../model/address/vmInterface.js';
import { isOtherType, usedSwitch } from './common.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'SW021',
  slug: 'dhcp-server-missing',
  title: 'A DHCP server serves the Internal switch',
  severity: 'critical',
  stage: 'hostServices',
  guide: ['G06', 'Azure/iotedge-eflow#75'],
  requires: [
    'host.dhcpServer',
    'host.services',
    'host.switches',
    'host.vmNetwork',
    'host.addresses',
    'guest.interfaces',
  ],
  uses: ['host.vmEndpoint'],
  messages: {
    notInstalled: {
      text: 'The VM on the Internal switch {name} shall get its address by DHCP, and this Windows has no DHCP server: an Internal switch has none of its own.',
      remedy: [
        {
          text: 'On Windows Server add the role, then a scope for the subnet of the switch with router and DNS servers; or deploy with a fixed address.',
          command: 'Install-WindowsFeature -Name DHCP -IncludeManagementTools',
        },
      ],
    },
    stopped: {
      text: 'The DHCP server of this Windows does not run: the VM on the Internal switch {name} gets no address.',
      remedy: [{ text: 'Start it; the VM asks again by itself.', command: 'Start-Service -Name DHCPServer' }],
    },
    noScope: {
      text: 'The DHCP server of this Windows has no active scope for the Internal switch {name} ({subnet}): the VM gets no address.',
      remedy: [
        {
          text: 'Activate the scope that there is, or add one for this subnet. Its addresses must not be in use.',
          command: 'Get-DhcpServerv4Scope',
        },
      ],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    const isFixed = allocationOf(facts['host.vmEndpoint'], facts['host.vmNetwork']) === 'static';
    if (used === null || kindOf(used) !== 'internal' || isFixed || isOtherType(facts)) return 'notApplicable';
    const card = primary(facts['guest.interfaces']);
    // Whoever has an address got it from somebody: the server may be another machine on the switch.
    if (card === null || ipv4Of(card).some(({ address }) => !isLinkLocal(address))) return undefined;
    const subnet = givenSubnet(used, facts['host.addresses']);
    const { installed } = facts['host.dhcpServer'];
    const runs = serviceNamed(facts['host.services'], 'DHCPServer')?.status === RUNNING;
    const isServed = subnet === null || scopeFor(facts['host.dhcpServer'], subnet) !== null;
    if (installed && runs && isServed) return undefined; // SW008: the host has no address there
    const data = { name: used.name, subnet: subnet === null ? '' : formatPrefix(subnet) };
    report({
      message: !installed ? 'notInstalled' : runs ? 'noScope' : 'stopped',
      target: used.name,
      data,
      evidence: [
        {
          fact: 'host.dhcpServer',
          path: '',
          observed: { installed, running: runs, scopes: facts['host.dhcpServer'].scopes.map(({ id }) => id) },
          expected: say('installed, running, scope active'),
        },
      ],
    });
    return undefined;
  },
});
