import rule from '../../../../core/src/rules/dev/DEV002-release-past-support.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const version = (value: string | null) => ({
  ...facts,
  'host.eflow': { installed: true, version: value, vmDeployed: true },
});

testRule(rule, {
  // The clock of these cases is 2026-03-01.
  pass: [{ name: 'a release in support', facts }],
  fail: [],
  notes: [
    {
      name: 'a release whose support has ended',
      facts: version('1.4.10.15222'),
      messages: ['past'],
      says: ['EFLOW 1.4 LTS', '2024-11-12', 'CBL-Mariner/Linux'],
    },
    {
      name: 'an old one of a VM that could not be asked',
      facts: { 'host.eflow': version('1.1.2106.0')['host.eflow'] },
      messages: ['past'],
      says: ['system not known'],
    },
    { name: 'a release that nobody knows yet', facts: version('1.6.0.1'), messages: ['unlisted'], says: ['1.6.0.1'] },
  ],
  notApplicable: [
    {
      name: 'a machine without EFLOW',
      facts: { ...facts, 'host.eflow': { installed: false, version: null, vmDeployed: null } },
    },
    { name: 'a version that is not known', facts: version(null) },
  ],
});
