import { defineRule } from '../../engine/rule.js';
import { kindOf } from '../../model/host/switchKind.js';
import { usedSwitch } from './common.js';

export default defineRule({
  id: 'SW025',
  slug: 'sharing-forbidden',
  title: 'Windows may share its connection on the Default Switch',
  severity: 'critical',
  stage: 'hostPolicy',
  guide: ['G04', 'Azure/iotedge-eflow#41'],
  requires: ['host.switches', 'host.vmNetwork', 'host.sharing'],
  messages: {
    forbidden: {
      text: 'A policy forbids Internet Connection Sharing on this Windows (NC_ShowSharedAccessUI is 0): the Default Switch gives neither addresses nor names then.',
      remedy: [
        {
          text: 'In the group policy under Network, Network Connections, set "Prohibit use of Internet Connection Sharing on your DNS domain network" to Disabled, then restart Windows; or use an External switch.',
        },
      ],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    if (used === null || kindOf(used) !== 'default') return 'notApplicable';
    if (facts['host.sharing'].allowedByPolicy !== false) return undefined;
    report({
      message: 'forbidden',
      target: used.name,
      data: {},
      evidence: [{ fact: 'host.sharing', path: '/allowedByPolicy', observed: false, expected: 'true' }],
    });
    return undefined;
  },
});
