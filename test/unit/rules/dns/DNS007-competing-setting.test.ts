import rule from '../../../../core/src/rules/dns/DNS007-competing-setting.js';
import type { FactValues } from '../../../../core/src/facts/facts.js';
import { healthy, healthyFacts } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';
import { twoCards } from '../../../support/twoCards.js';

const facts = healthy(...rule.requires);
const { global, links } = facts['guest.resolver'];
const [eth0] = links;
const resolver = (change: Partial<FactValues['guest.resolver']>) => ({
  ...facts,
  'guest.resolver': { global, links, ...change },
});
const restart = "Invoke-EflowVmCommand 'sudo systemctl restart systemd-resolved'";
const eth1 = { ...eth0!, index: 9, name: 'eth1', servers: ['10.200.1.1'], domains: ['~.'] };

testRule(rule, {
  pass: [
    { name: 'the servers of the link alone', facts },
    { name: 'the same servers globally', facts: resolver({ global: { ...global, servers: eth0!.servers } }) },
    {
      name: 'global servers where the link has none',
      facts: resolver({ global: { ...global, servers: ['10.0.0.53'] }, links: [{ ...eth0!, servers: [] }] }),
    },
    { name: 'the only link that takes everything', facts: resolver({ links: [{ ...eth0!, domains: ['~.'] }] }) },
    {
      name: 'silent global servers that take every name, which DNS020 reports',
      facts: {
        ...resolver({ global: { ...global, servers: ['8.8.8.8'], domains: ['~.'] } }),
        'guest.dnsProbe': healthyFacts['guest.dnsProbe'].map(
          (one) => ({ ...one, server: '8.8.8.8', state: 'silent', rcode: null, addresses: [] }) as const,
        ),
      },
    },
    {
      name: 'DNSSEC that is insisted on, which DNS020 reports where it does harm',
      facts: resolver({ global: { ...global, dnssec: 'yes' } }),
    },
  ],
  fail: [
    {
      name: 'a public server in resolved.conf beside that of the network',
      facts: resolver({ global: { ...global, servers: ['8.8.8.8'] } }),
      messages: ['global'],
      targets: ['8.8.8.8'],
      commands: [restart],
    },
    {
      name: 'global servers that take every name',
      facts: resolver({ global: { ...global, servers: ['8.8.8.8'], domains: ['~.'] } }),
      messages: ['globalAlone'],
      targets: ['8.8.8.8'],
      says: ['never asked'],
      commands: [restart],
    },
    {
      name: 'a second card that takes every name',
      facts: { 'guest.resolver': { global, links: [eth0!, eth1] }, 'guest.interfaces': twoCards },
      messages: ['everything'],
      targets: ['eth1'],
    },
  ],
  notApplicable: [],
});
