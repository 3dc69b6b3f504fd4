import { defineRule } from '../../engine/rule.js';
import { configuredAddress } from '../../model/address/configuredAddress.js';
import { cards, ipv4Of, primary } from '../../model/address/vmInterface.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'IP015',
  slug: 'address-held-by-host',
  title: 'The address of the VM is not one of the host',
  severity: 'critical',
  stage: 'address',
  guide: ['G02', 'G05', 'Azure/iotedge-eflow#221'],
  requires: ['guest.interfaces', 'host.addresses'],
  uses: ['host.vmEndpoint', 'guest.networkFiles'],
  messages: {
    held: {
      text: 'The VM has {address}, which {alias} of this Windows has too: whoever asks for it gets one or the other.',
      remedy: [
        {
          text: 'See what the host has on its adapters.',
          command:
            'Get-NetIPAddress -AddressFamily IPv4 | Format-Table -Property IPAddress, PrefixLength, InterfaceAlias',
        },
        {
          text: 'Deploy again with an address of its own for the VM: the primary endpoint cannot be changed in place.',
        },
      ],
    },
  },

  check(facts, report) {
    const configured = configuredAddress(
      facts['host.vmEndpoint'],
      primary(facts['guest.interfaces']),
      facts['guest.networkFiles'],
    );
    if (configured !== null && configured.address === configured.gateway) return 'notApplicable'; // IP008
    const own = cards(facts['guest.interfaces']).flatMap((card) => ipv4Of(card).map(({ address }) => address));
    if (own.length === 0) return 'notApplicable';
    for (const { address, interfaceAlias } of facts['host.addresses'].filter((one) => own.includes(one.address))) {
      report({
        message: 'held',
        target: address,
        data: { address, alias: interfaceAlias },
        evidence: [
          {
            fact: 'host.addresses',
            path: `/${interfaceAlias}`,
            observed: address,
            expected: say('another address than the VM has'),
          },
        ],
      });
    }
    return undefined;
  },
});
