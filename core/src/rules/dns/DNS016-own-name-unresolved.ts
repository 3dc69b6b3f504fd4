import { defineRule } from '../../engine/rule.js';
import { isIpv4 } from '../../ipv4.js';
import { lookupOf } from '../../model/dns/requiredNames.js';

export default defineRule({
  id: 'DNS016',
  slug: 'own-name-unresolved',
  title: 'The VM resolves the name that IoT Edge is configured with',
  severity: 'information',
  stage: 'names',
  partial: true,
  guide: ['Azure/iotedge-eflow#30', 'Azure/iotedge-eflow#314'],
  requires: ['guest.nameProbe', 'guest.upstream'],
  messages: {
    unresolved: {
      text: 'The VM does not resolve {name}, the host name in the configuration of IoT Edge. Modules use it to reach edgeHub, which the container engine answers itself; downstream devices need it from their own DNS.',
      note: true,
      remedy: [],
    },
  },

  check(facts, report) {
    const { hostName } = facts['guest.upstream'];
    if (hostName === null || isIpv4(hostName)) return 'notApplicable';
    const lookup = lookupOf(facts['guest.nameProbe'], 'vm', hostName);
    if (lookup === null) return 'notApplicable'; // nobody asked
    if (lookup.state === 'resolved') return undefined;
    report({
      message: 'unresolved',
      target: hostName,
      data: { name: hostName },
      evidence: [{ fact: 'guest.nameProbe', path: `/vm/${hostName}`, observed: lookup.state, expected: 'resolved' }],
    });
    return undefined;
  },
});
