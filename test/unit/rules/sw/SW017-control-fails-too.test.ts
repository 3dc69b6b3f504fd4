import rule from '../../../../core/src/rules/sw/SW017-control-fails-too.js';
import { controlCases as cases } from '../../../support/controlCases.js';
import { vm } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

testRule(rule, {
  pass: [
    { name: 'two VMs that both get through', facts: cases.allWell },
    { name: "what fails in EFLOW's VM alone", facts: cases.dnsSilentForTheVm },
    { name: 'ports where something answers for everyone', facts: cases.answeredForAll },
  ],
  fail: [
    {
      name: 'a DNS server that is silent for both',
      facts: cases.dnsSilentForBoth,
      messages: ['both'],
      targets: ['control'],
      says: [`asking the DNS server ${vm.gateway}`],
      commands: [`Resolve-DnsName -Name '${vm.hub}' -Server '${vm.gateway}'`],
    },
    {
      name: 'ports that are closed to both',
      facts: cases.portsClosedForBoth,
      messages: ['both'],
      says: [`connecting to ${vm.hub}:5671`],
    },
    {
      name: 'a switch on which nobody gets an address',
      facts: cases.noAddressForBoth,
      messages: ['both'],
      says: ['getting an address'],
      commands: [],
    },
    {
      name: 'a gateway that answers neither of them',
      facts: cases.gatewayDeadForBoth,
      messages: ['both'],
      says: [`reaching the gateway ${vm.gateway}`],
    },
  ],
  notes: [
    {
      name: 'a control VM that fails alone',
      facts: cases.dnsSilentForTheControl,
      messages: ['controlAlone'],
      says: ['before it is taken as a measure'],
    },
  ],
  notApplicable: [{ name: 'a device without a control VM', facts: cases.withoutControl }],
  unknown: [
    { name: 'a control VM in another subnet', facts: cases.elsewhere, says: '192.168.7.0/24' },
    { name: 'a control VM that tried nothing', facts: cases.nothingTried, says: 'tried nothing' },
  ],
});
