import rule from '../../../../core/src/rules/ip/IP003-link-local-address.js';
import { healthyFacts, inet, vm, withCard } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';
import { onDefaultSwitch, unleasedCases } from '../../../support/unleasedCases.js';

const { fail, notApplicable } = unleasedCases([inet('169.254.7.9', 16, false)]);

testRule(rule, {
  pass: [
    { name: 'an address from DHCP', facts: onDefaultSwitch },
    {
      name: 'a link-local address beside a proper one',
      facts: {
        ...onDefaultSwitch,
        'guest.interfaces': withCard({ addresses: [inet('169.254.7.9', 16, false), inet(vm.address)] }),
      },
    },
    {
      name: 'a link-local address that a DHCP server hands out, which SW009 reports',
      facts: {
        ...onDefaultSwitch,
        'guest.interfaces': withCard({ addresses: [inet('169.254.7.9')] }),
        'guest.leases': healthyFacts['guest.leases'].map((one) => ({ ...one, address: '169.254.7.9' })),
      },
    },
  ],
  fail,
  notApplicable: [
    ...notApplicable,
    {
      name: 'a VM without any IPv4 address, which IP002 reports',
      facts: { ...onDefaultSwitch, 'guest.interfaces': withCard({ addresses: [] }) },
    },
  ],
});
