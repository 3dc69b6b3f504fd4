import rule from '../../../../core/src/rules/mod/MOD005-multicast-behind-nat.js';
import { containersWith } from '../../../support/portCases.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal, onExternal } = onSwitches(rule.requires);
const discovering = {
  'guest.containers': containersWith('opcPublisher', { exposed: [{ port: 3702, protocol: 'udp' }] }),
};

testRule(rule, {
  pass: [{ name: 'discovery on an External switch', facts: { ...onExternal, ...discovering } }],
  fail: [],
  notes: [
    {
      name: 'discovery on the Default Switch',
      facts: { ...facts, ...discovering },
      messages: ['behind'],
      targets: ['opcPublisher'],
      says: ['the Default Switch'],
    },
    { name: 'discovery on an Internal switch', facts: { ...onInternal, ...discovering }, messages: ['behind'] },
  ],
  notApplicable: [
    { name: 'modules that use TCP', facts },
    { name: 'a switch that is gone', facts: { ...facts, ...discovering, 'host.switches': [] } },
  ],
});
