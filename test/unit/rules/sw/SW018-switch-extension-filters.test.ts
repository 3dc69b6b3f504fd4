import rule from '../../../../core/src/rules/sw/SW018-switch-extension-filters.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts } = onSwitches(rule.requires);
const switchId = facts['host.switches'][0]!.id.toUpperCase();
const extension = (name: string, enabled = true, of = switchId) => ({
  ...facts,
  'host.switchExtensions': [{ switchId: of, id: 'x', name, enabled, running: enabled }],
});

testRule(rule, {
  pass: [
    { name: 'no extension', facts },
    { name: "Windows' own filter", facts: extension('Microsoft Windows Filtering Platform') },
    { name: 'one that is switched off', facts: extension('Contoso Packet Guard', false) },
    { name: 'one of another switch', facts: extension('Contoso Packet Guard', true, 'other') },
  ],
  fail: [],
  notes: [
    {
      name: 'one of somebody else',
      facts: extension('Contoso Packet Guard'),
      messages: ['foreign'],
      says: ['Contoso'],
    },
  ],
  notApplicable: [{ name: 'a switch that is gone', facts: { ...facts, 'host.switches': [] } }],
});
