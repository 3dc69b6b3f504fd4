import type { FactValues } from '../../../../core/src/facts/facts.js';
import rule from '../../../../core/src/rules/dns/DNS020-resolver-insists.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { hubAnswered, hubIs } from '../../../support/nameCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const { global, links } = facts['guest.resolver'];
const lost = { ...facts, 'guest.nameProbe': hubIs('timedOut'), 'guest.dnsProbe': [hubAnswered('10.0.0.53')] };
const insists = (change: Partial<FactValues['guest.resolver']>) => ({
  ...lost,
  'guest.resolver': { global, links, ...change },
});
const everywhere = { global: { ...global, dnssec: 'yes' } } as const;
const restart = "Invoke-EflowVmCommand 'sudo systemctl restart systemd-resolved'";

testRule(rule, {
  pass: [
    { name: 'the healthy device', facts },
    {
      name: 'DNSSEC that is insisted on, and does no harm',
      facts: { ...facts, 'guest.resolver': insists(everywhere)['guest.resolver'] },
    },
    { name: 'a name that the servers know and the resolver does not, for another reason', facts: lost },
    {
      name: 'DNSSEC that is insisted on where the server says nothing, which DNS003 reports',
      facts: { ...insists(everywhere), 'guest.dnsProbe': [{ ...hubAnswered('10.0.0.53'), addresses: [] }] },
    },
    { name: 'DNSSEC where it is offered', facts: insists({ global: { ...global, dnssec: 'allow-downgrade' } }) },
  ],
  fail: [
    {
      name: 'DNSSEC that is insisted on, in vain',
      facts: insists(everywhere),
      messages: ['dnssec'],
      targets: ['DNSSEC'],
      says: ['globally', `10.0.0.53 answers for ${vm.hub}`],
      commands: [restart],
    },
    {
      name: 'DNS over TLS that is insisted on at the link, in vain',
      facts: insists({ links: links.map((link) => ({ ...link, dnsOverTls: 'yes' })) }),
      messages: ['dnsOverTls'],
      says: ['on eth0'],
      commands: [restart],
    },
  ],
  notApplicable: [],
});
