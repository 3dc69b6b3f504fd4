import { defineRule } from '../../engine/rule.js';
import { isHostAddress, isNetworkOrBroadcast } from '../../ipv4.js';
import { deployAgain, fixedFacts, fixedSettings, hasRoom } from './fixed.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'IP010',
  slug: 'unusable-address',
  title: 'The fixed address of the VM is one that a machine may carry',
  severity: 'critical',
  stage: 'address',
  guide: ['G02', 'G05'],
  requires: ['host.vmEndpoint'],
  uses: fixedFacts,
  messages: {
    prefix: {
      text: 'The prefix length {prefixLength} leaves no room for a VM and its gateway: it must be from 1 to 30.',
      remedy: [deployAgain],
    },
    edge: {
      text: 'The fixed address {address}/{prefixLength} is the first or the last of its subnet, which no machine may carry.',
      remedy: [deployAgain],
    },
    reserved: { text: 'The fixed address {address} is reserved: no machine may carry it.', remedy: [deployAgain] },
  },

  check(facts, report) {
    const settings = fixedSettings(facts);
    if (settings?.address == null || settings.prefixLength === null) return 'notApplicable';
    const { address, prefixLength, fact, path, deploy } = settings;
    const inRange = hasRoom(prefixLength);
    if (inRange && isHostAddress(address) && !isNetworkOrBroadcast(address, prefixLength)) return undefined;

    const data = { address, prefixLength, deploy };
    report({
      message: !inRange ? 'prefix' : isHostAddress(address) ? 'edge' : 'reserved',
      target: `${address}/${prefixLength}`,
      data,
      evidence: [
        {
          fact,
          path,
          observed: `${address}/${prefixLength}`,
          expected: say('an address inside a subnet of length 1 to 30'),
        },
      ],
    });
    return undefined;
  },
});
