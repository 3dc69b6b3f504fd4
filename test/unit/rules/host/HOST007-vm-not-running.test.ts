import rule from '../../../../core/src/rules/host/HOST007-vm-not-running.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const [compute] = facts['host.virtualMachines'];
const onServer = { ...compute!, name: 'EDGE-1-EFLOW', owner: null };
// Azure/iotedge-eflow#122, shortened.
const notFound = 'nodectl.exe compute vm show failed to execute [Error: rpc error: code = NotFound] at line 3689';

testRule(rule, {
  pass: [
    { name: 'a compute system that runs', facts },
    { name: 'a machine of Hyper-V that runs', facts: { ...facts, 'host.virtualMachines': [onServer] } },
    {
      name: 'another machine that is off beside it',
      facts: { ...facts, 'host.virtualMachines': [compute!, { ...onServer, name: 'Other', running: false }] },
    },
    {
      name: 'an agent that answers badly while the machine runs',
      facts: { ...facts, 'host.complaints': [notFound] },
    },
    { name: 'a host that lists nothing', facts: { ...facts, 'host.virtualMachines': [] } },
  ],
  fail: [
    {
      name: 'a cmdlet that says so (Azure/iotedge-eflow#254)',
      facts: { ...facts, 'host.complaints': ['Cannot process request, EFLOW VM is OFF!'] },
      messages: ['off'],
      commands: ['Start-EflowVm'],
    },
    {
      name: 'a machine of Hyper-V that is off',
      facts: { ...facts, 'host.virtualMachines': [{ ...onServer, running: false }] },
      messages: ['off'],
      targets: ['EDGE-1-EFLOW'],
    },
    {
      name: 'a compute system that crashed',
      facts: { ...facts, 'host.virtualMachines': [{ ...compute!, running: false }] },
      messages: ['off'],
    },
    {
      name: 'an agent that knows no VM where Windows runs none',
      facts: { ...facts, 'host.virtualMachines': [], 'host.complaints': [notFound] },
      messages: ['gone'],
      says: ['code = NotFound'],
    },
  ],
  notApplicable: [
    {
      name: 'a host without a deployment',
      facts: { ...facts, 'host.eflow': { ...facts['host.eflow'], vmDeployed: false } },
    },
  ],
});
