import rule from '../../../../core/src/rules/sw/SW013-sharing-stopped.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal } = onSwitches(rule.requires);
const service = (name: string, status: number, startType: number) => ({
  ...facts,
  'host.services': facts['host.services'].map((one) => (one.name === name ? { ...one, status, startType } : one)),
});

testRule(rule, {
  pass: [
    { name: 'services that run', facts },
    { name: 'a Windows that does not have them', facts: { ...facts, 'host.services': [] } },
  ],
  fail: [
    {
      name: 'internet connection sharing that is stopped',
      facts: service('SharedAccess', 1, 3),
      messages: ['stopped'],
      targets: ['SharedAccess'],
      commands: ['Start-Service -Name SharedAccess'],
    },
    {
      name: 'internet connection sharing that a baseline disabled (Azure/iotedge-eflow#41)',
      facts: service('SharedAccess', 1, 4),
      messages: ['disabled'],
      commands: ['Set-Service -Name SharedAccess -StartupType Manual', 'Start-Service -Name SharedAccess'],
    },
    {
      name: 'the host network service that is stopped',
      facts: service('hns', 1, 2),
      messages: ['stopped'],
      targets: ['hns'],
    },
  ],
  notApplicable: [{ name: 'an Internal switch', facts: { ...onInternal, 'host.services': [] } }],
});
