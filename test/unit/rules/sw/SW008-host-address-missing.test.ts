import rule from '../../../../core/src/rules/sw/SW008-host-address-missing.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal, onExternal } = onSwitches([...rule.requires, ...rule.uses]);
const told = {
  'host.vmEndpoint': onInternal['host.vmEndpoint'].map((one) => ({ ...one, gateway: '172.20.0.1', prefixLength: 24 })),
};
const own = (address: string, origin = 'Manual') => ({
  'host.addresses': onInternal['host.addresses'].map((one) => ({ ...one, address, origin })),
});
const give = "New-NetIPAddress -InterfaceAlias 'vEthernet (Plant''s switch)' -IPAddress '172.20.0.1' -PrefixLength 24";

testRule(rule, {
  pass: [
    { name: 'the Default Switch', facts },
    { name: 'an Internal switch whose gateway the host is', facts: { ...onInternal, ...told } },
    { name: 'an Internal switch of which no gateway is known', facts: onInternal },
    {
      name: 'a link-local subnet that was configured so, which SW009 reports',
      facts: {
        ...onInternal,
        ...own('169.254.231.1'),
        'host.vmEndpoint': told['host.vmEndpoint'].map((one) => ({ ...one, gateway: '169.254.231.1' })),
      },
    },
    {
      name: 'a link-local address that somebody gave the host, which SW009 reports',
      facts: { ...onInternal, ...own('169.254.231.1') },
    },
  ],
  fail: [
    {
      name: 'an adapter with a self-given address only (Azure/iotedge-eflow#75)',
      facts: { ...onInternal, ...told, ...own('169.254.12.7', 'WellKnown') },
      messages: ['none'],
      says: ['169.254.12.7'],
      commands: [give],
    },
    {
      name: 'an adapter without an address',
      facts: { ...onInternal, 'host.addresses': [] },
      messages: ['none'],
      commands: [],
    },
    {
      name: 'an adapter with another address',
      facts: { ...onInternal, ...told, ...own('172.20.0.7') },
      messages: ['other'],
      says: ['172.20.0.7'],
      commands: [give],
    },
    {
      name: 'a Default Switch without an address',
      facts: { ...facts, 'host.addresses': [] },
      messages: ['defaultSwitch'],
      commands: ['Restart-Computer'],
    },
  ],
  notApplicable: [
    { name: 'an External switch', facts: onExternal },
    {
      name: 'a VM that was given the address of the host, with another for a gateway, which IP015 reports',
      facts: {
        ...onInternal,
        'host.vmEndpoint': told['host.vmEndpoint'].map((one) => ({
          ...{ ...one, address: '172.20.0.1', prefixLength: 24, gateway: '172.20.0.254' },
        })),
      },
    },
    {
      name: "a gateway outside the VM's own subnet, which IP009 reports",
      facts: {
        ...onInternal,
        'host.vmEndpoint': told['host.vmEndpoint'].map((one) => ({
          ...one,
          address: '172.20.0.2',
          gateway: '172.20.9.1',
        })),
      },
    },
    { name: 'a switch that is gone', facts: { ...onInternal, 'host.switches': [] } },
  ],
});
