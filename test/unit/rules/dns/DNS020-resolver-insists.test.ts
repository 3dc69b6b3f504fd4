import type { FactValues } from '../../../../core/src/facts/facts.js';
import rule from '../../../../core/src/rules/dns/DNS020-resolver-insists.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { hubAnswered, hubIs } from '../../../support/nameCases.js';
import { twoCards } from '../../../support/twoCards.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const { global, links } = facts['guest.resolver'];
const lost = { ...facts, 'guest.nameProbe': hubIs('timedOut'), 'guest.dnsProbe': [hubAnswered('10.0.0.53')] };
const insists = (change: Partial<FactValues['guest.resolver']>) => ({
  ...lost,
  'guest.resolver': { global, links, ...change },
});
/** eth1 takes every name; what its server says is CHANGE. */
const stolen = (change: Partial<FactValues['guest.dnsProbe'][number]>) => ({
  ...insists({ links: [...links, { ...links[0]!, index: 9, name: 'eth1', servers: ['10.200.1.1'], domains: ['~.'] }] }),
  'guest.dnsProbe': [hubAnswered('10.0.0.53'), { ...hubAnswered('10.200.1.1'), ...change }],
  'guest.interfaces': twoCards,
});
/** A silent global server with these domains, beside the server of eth0, which answers. */
const stolenGlobally = (domains: readonly string[]) => ({
  ...insists({
    global: { ...global, servers: ['10.9.9.9'], domains },
    links: links.map((link) => ({ ...link, servers: ['10.0.0.53'] })),
  }),
  'guest.dnsProbe': [
    hubAnswered('10.0.0.53'),
    { ...hubAnswered('10.9.9.9'), ...({ state: 'silent', rcode: null, addresses: [] } as const) },
  ],
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
    {
      name: 'a second card that takes every name and whose server answers that there is none, which DNS007 reports',
      facts: stolen({ rcode: 'NXDOMAIN', addresses: [] }),
    },
    { name: 'a silent global server beside another, of which either is asked', facts: stolenGlobally([]) },
    { name: 'DNSSEC where it is offered', facts: insists({ global: { ...global, dnssec: 'allow-downgrade' } }) },
  ],
  fail: [
    {
      name: 'DNSSEC that is insisted on, in vain',
      facts: insists(everywhere),
      messages: ['dnssec'],
      targets: ['DNSSEC'],
      says: ['globally', `10.0.0.53 answers for ${vm.hub}`],
      shows: ['guest.resolver/dnssec: globally', `guest.dnsProbe/${vm.hub}: `],
      commands: [restart],
    },
    {
      name: 'DNS over TLS that is insisted on at the link, in vain',
      facts: insists({ links: links.map((link) => ({ ...link, dnsOverTls: 'yes' })) }),
      messages: ['dnsOverTls'],
      says: ['on eth0'],
      commands: [restart],
    },
    {
      name: 'a second card that takes every name and whose server is silent',
      facts: stolen({ state: 'silent', rcode: null, addresses: [] }),
      messages: ['everything'],
      targets: ['eth1'],
      says: [`10.0.0.53 answers for ${vm.hub}`],
      commands: ["Invoke-EflowVmCommand 'sudo networkctl reload && sudo networkctl reconfigure eth1'"],
    },
    {
      name: 'silent global servers that take every name',
      facts: stolenGlobally(['~.']),
      messages: ['globally'],
      targets: ['10.9.9.9'],
      says: [`10.0.0.53 answers for ${vm.hub}`],
      commands: [restart],
    },
  ],
  notApplicable: [],
});
