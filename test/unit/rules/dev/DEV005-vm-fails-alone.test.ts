import rule from '../../../../core/src/rules/dev/DEV005-vm-fails-alone.js';
import { controlCases as cases } from '../../../support/controlCases.js';
import { vm } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

testRule(rule, {
  pass: [
    { name: 'two VMs that both get through', facts: cases.allWell },
    { name: 'what fails in both', facts: cases.dnsSilentForBoth },
    { name: 'what fails in the control VM alone', facts: cases.dnsSilentForTheControl },
    { name: 'ports where something answers for everyone', facts: cases.answeredForAll },
  ],
  fail: [
    {
      name: "a DNS server that is silent for EFLOW's VM alone",
      facts: cases.dnsSilentForTheVm,
      messages: ['alone'],
      targets: ['control'],
      says: [`asking the DNS server ${vm.gateway}`],
    },
    {
      name: "ports that are closed to EFLOW's VM alone",
      facts: cases.portsClosedForTheVm,
      messages: ['alone'],
      says: [`connecting to ${vm.hub}:5671`],
    },
    {
      name: "TLS that fails in EFLOW's VM alone",
      facts: cases.tlsFailsForTheVm,
      messages: ['alone'],
      says: [`connecting to ${vm.hub}:5671`],
    },
    {
      name: "an address that EFLOW's VM alone does not get",
      facts: cases.noAddressForTheVm,
      messages: ['alone'],
      says: ['getting an address'],
    },
    {
      name: "a gateway that does not answer EFLOW's VM alone",
      facts: cases.gatewayDeadForTheVm,
      messages: ['alone'],
      says: [`reaching the gateway ${vm.gateway}`],
    },
  ],
  notApplicable: [{ name: 'a device without a control VM', facts: cases.withoutControl }],
  unknown: [
    { name: 'a control VM in another subnet', facts: cases.elsewhere, says: '192.168.7.0/24' },
    { name: 'a control VM that tried nothing', facts: cases.nothingTried, says: 'tried nothing' },
  ],
});
