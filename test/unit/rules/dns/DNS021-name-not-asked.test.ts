import type { FactValues } from '../../../../core/src/facts/facts.js';
import rule from '../../../../core/src/rules/dns/DNS021-name-not-asked.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { hubAnswered, parentLost } from '../../../support/nameCases.js';
import { testRule } from '../../../support/testRule.js';

type Link = FactValues['guest.resolver']['links'][number];

const facts = healthy(...rule.requires);
const { global, links } = facts['guest.resolver'];
const server = '10.0.0.53';

const servedLinks = (change: Partial<Link>) => links.map((link) => ({ ...link, servers: [server], ...change }));

/** A parent of this name: the resolver finds nothing, and the server of eth0 has an address for it. */
const lost = (name: string, change: Partial<Link> = {}) => ({
  ...parentLost(name, server),
  'guest.resolver': { global, links: servedLinks(change) },
});
const settings = (value: string): FactValues['guest.resolvedConf'] => [
  {
    path: '/etc/systemd/resolved.conf',
    sections: [{ name: 'Resolve', entries: [{ key: 'ResolveUnicastSingleLabel', value }] }],
  },
];

testRule(rule, {
  pass: [
    { name: 'the healthy device', facts },
    {
      name: 'a name in .local whose domain is set',
      facts: lost('gateway.contoso.local', { domains: ['contoso.local'] }),
    },
    { name: 'a name in .local, and .local is routed', facts: lost('gateway.contoso.local', { domains: ['~local'] }) },
    { name: 'any name, and the link takes all', facts: lost('gateway.contoso.local', { domains: ['~.'] }) },
    {
      name: 'a name in .local that its server does not know either, which DNS011 reports',
      facts: { ...lost('gateway.contoso.local'), 'guest.dnsProbe': [{ ...hubAnswered(server), addresses: [] }] },
    },
    {
      name: 'a name of one label, and the resolver is told to ask for it',
      facts: { ...lost('gateway'), 'guest.resolvedConf': settings('yes') },
    },
    {
      name: 'a name of no domain of the link, before systemd told which link takes the rest',
      facts: lost(vm.hub, { domains: ['contoso.com'], defaultRoute: null }),
    },
    {
      name: 'a name of no domain of the link, for which there is a global server',
      facts: {
        ...lost(vm.hub),
        'guest.resolver': {
          global: { ...global, servers: [server] },
          links: servedLinks({ domains: ['~contoso.com'], defaultRoute: false }),
        },
      },
    },
  ],
  fail: [
    {
      name: 'a name in .local',
      facts: lost('gateway.contoso.local'),
      messages: ['local'],
      targets: ['gateway.contoso.local'],
      says: [`${server} answers when it is asked directly`],
      shows: ['guest.resolver/eth0/domains: ', 'guest.dnsProbe/gateway.contoso.local: '],
      commands: ["Invoke-EflowVmCommand 'sudo resolvectl domain eth0 mshome.net contoso.local'"],
    },
    {
      name: 'a name in .local, where the link has a further server that knows nothing',
      facts: lost('gateway.contoso.local', { servers: ['10.0.0.9', server] }),
      messages: ['local'],
    },
    {
      name: 'a name in .local, and the resolver is told to ask for names of one label',
      facts: { ...lost('gateway.contoso.local'), 'guest.resolvedConf': settings('yes') },
      messages: ['local'],
    },
    {
      name: 'a name of one label, though there is a search domain',
      facts: lost('gateway'),
      messages: ['singleLabel'],
      targets: ['gateway'],
      commands: ["Invoke-EflowVmCommand 'sudo systemctl restart systemd-resolved'"],
    },
    {
      name: 'a name of one label, and the resolver is told not to ask for it',
      facts: { ...lost('gateway'), 'guest.resolvedConf': settings('no') },
      messages: ['singleLabel'],
    },
    {
      name: 'a name of no domain of the only link, which takes no other names',
      facts: lost(vm.hub, { domains: ['~contoso.com'], defaultRoute: false }),
      messages: ['unrouted'],
      targets: [vm.hub],
      commands: ["Invoke-EflowVmCommand 'sudo resolvectl default-route eth0 yes'"],
    },
    {
      name: 'the same with a systemd that does not tell',
      facts: lost(vm.hub, { domains: ['~contoso.com'], defaultRoute: null }),
      messages: ['unrouted'],
    },
  ],
  notApplicable: [],
});
