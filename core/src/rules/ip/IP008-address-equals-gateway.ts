import { defineRule } from '../../engine/rule.js';
import { deployAgain, fixedFacts, fixedSettings } from './fixed.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'IP008',
  slug: 'address-equals-gateway',
  title: 'The fixed address of the VM is not its gateway',
  severity: 'critical',
  stage: 'address',
  guide: ['G02', 'G05', 'Azure/iotedge-eflow#221'],
  requires: ['host.vmEndpoint'],
  uses: fixedFacts,
  messages: {
    equal: {
      text: 'The fixed address {address} is also the gateway: the VM is its own gateway and reaches nothing.',
      remedy: [deployAgain],
    },
  },

  check(facts, report) {
    const settings = fixedSettings(facts);
    if (settings?.address == null || settings.gateway === null) return 'notApplicable';
    const { address, gateway, fact, path, deploy } = settings;
    if (address !== gateway) return undefined;

    report({
      message: 'equal',
      target: address,
      data: { address, deploy },
      evidence: [
        { fact, path, observed: `address ${address}, gateway ${gateway}`, expected: say('two different addresses') },
      ],
    });
    return undefined;
  },
});
