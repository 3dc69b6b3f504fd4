import { defineRule } from '../../engine/rule.js';
import { contains, formatPrefix, prefixOf } from '../../ipv4.js';
import { deployAgain, fixedFacts, fixedSettings, hasRoom } from './fixed.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'IP009',
  slug: 'gateway-outside-subnet',
  title: "The gateway is in the subnet of the VM's fixed address",
  severity: 'critical',
  stage: 'address',
  guide: ['G02', 'G05', 'Azure/iotedge-eflow#108', 'Azure/iotedge-eflow#313'],
  requires: ['host.vmEndpoint'],
  uses: fixedFacts,
  messages: {
    outside: {
      text: 'The gateway {gateway} is not in {subnet}, the subnet of the fixed address {address}: the VM cannot reach it.',
      remedy: [
        {
          text: 'See what the host itself uses on this network: prefix length and gateway are the same for the VM.',
          command: 'Get-NetIPConfiguration',
        },
        deployAgain,
      ],
    },
  },

  check(facts, report) {
    const settings = fixedSettings(facts);
    if (settings?.address == null || settings.gateway === null || settings.prefixLength === null)
      return 'notApplicable';
    const { address, gateway, prefixLength, fact, path, deploy } = settings;
    const subnet = prefixOf(address, prefixLength);
    if (subnet === null || !hasRoom(prefixLength)) return 'notApplicable'; // IP010
    if (contains(subnet, gateway)) return undefined;

    const shown = formatPrefix(subnet);
    report({
      message: 'outside',
      target: gateway,
      data: { address, gateway, subnet: shown, deploy },
      evidence: [
        {
          fact,
          path,
          observed: say('{address}, gateway {gateway}', { address: `${address}/${prefixLength}`, gateway }),
          expected: say('a gateway in {subnet}', { subnet: shown }),
        },
      ],
    });
    return undefined;
  },
});
