import rule from '../../../../core/src/rules/ip/IP002-lease-missing.js';
import { inet, withCard } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';
import { onDefaultSwitch, unleasedCases } from '../../../support/unleasedCases.js';

const { fail, notApplicable } = unleasedCases([]);

testRule(rule, {
  pass: [
    { name: 'an address from DHCP', facts: onDefaultSwitch },
    {
      name: 'an address that the VM gave itself, which IP003 reports',
      facts: { ...onDefaultSwitch, 'guest.interfaces': withCard({ addresses: [inet('169.254.7.9', 16)] }) },
    },
  ],
  fail,
  notApplicable,
});
