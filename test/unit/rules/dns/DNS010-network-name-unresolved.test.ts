import rule from '../../../../core/src/rules/dns/DNS010-network-name-unresolved.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { hubIs } from '../../../support/nameCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const names = (...list: ReturnType<typeof hubIs>) => ({ ...facts, 'guest.nameProbe': list });

testRule(rule, {
  pass: [
    { name: 'a name that the VM was not asked for', facts: names(...hubIs('resolved', 'timedOut').slice(1)) },
    { name: 'a name that both resolve', facts: names(...hubIs('resolved', 'resolved')) },
    { name: 'a name that neither resolves, which DNS011 reports', facts: names(...hubIs('unresolved', 'unresolved')) },
  ],
  fail: [
    {
      name: 'a name that only the VM resolves (Azure/iotedge#7193)',
      facts: names(...hubIs('resolved', 'timedOut')),
      messages: ['unresolved'],
      targets: ['azure-iot-edge'],
      says: [vm.hub],
      shows: [`guest.nameProbe/network:azure-iot-edge: ["${vm.hub}: timedOut"]`],
      commands: ['Get-EflowDnsReport', "Invoke-EflowVmCommand 'sudo systemctl restart docker'"],
    },
    {
      name: 'a name of a private endpoint that stands in the hosts file of the VM alone (Azure/iotedge#7149)',
      facts: {
        ...names(...hubIs('resolved', 'unresolved')),
        'guest.hosts': [{ address: '10.60.1.4', names: [vm.hub] }],
      },
      messages: ['pinned'],
      targets: ['azure-iot-edge'],
      says: ['/etc/hosts', `"${vm.hub}:10.60.1.4"`],
      commands: [],
    },
  ],
  notApplicable: [{ name: 'a VM of which no container network was asked', facts }],
});
