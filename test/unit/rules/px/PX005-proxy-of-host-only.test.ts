import rule from '../../../../core/src/rules/px/PX005-proxy-of-host-only.js';
import { healthy, healthyFacts, vm } from '../../../support/healthyFacts.js';
import { everywhere } from '../../../support/proxyCases.js';
import { tried } from '../../../support/reachCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const none = facts['host.proxy'];
const winHttp = { ...none, winHttp: { proxy: 'proxy.contoso.local:3128', bypass: null } };
const winInet = {
  ...none,
  winInet: { ...none.winInet, enabled: true, server: 'http=a:80;https=proxy.contoso.local:3129' },
};
const machine = {
  ...none,
  environment: [{ scope: 'machine', name: 'HTTPS_PROXY', value: 'http://proxy.contoso.local:3130' }],
};
const silent = [tried(vm.hub, 5671, 'silent'), tried('mcr.microsoft.com', 443, 'silent')];

const script = 'http://wpad.contoso.com/wpad.dat';
const scripted = { ...none, winInet: { ...none.winInet, autoConfigUrl: script } };
const closed = { 'host.reach': healthyFacts['host.reach'].map((one) => ({ ...one, tcp: 'silent' as const })) };

testRule(rule, {
  pass: [
    { name: 'a host without a proxy', facts },
    { name: 'a script, while the VM gets out without', facts: { ...facts, 'host.proxy': scripted } },
    {
      name: 'a script, while Windows gets out without a proxy as well',
      facts: { ...facts, 'host.proxy': scripted, 'guest.reach': silent, 'host.reach': healthyFacts['host.reach'] },
    },
    {
      name: 'a host that gets out past its proxy: what is closed is the path of the VM',
      facts: { ...facts, 'host.proxy': winHttp, 'guest.reach': silent, 'host.reach': healthyFacts['host.reach'] },
    },
  ],
  notes: [{ name: 'a VM that gets out without', facts: { ...facts, 'host.proxy': winHttp }, messages: ['different'] }],
  fail: [
    {
      name: 'a script, without which nothing answers Windows either',
      facts: { ...facts, ...closed, 'host.proxy': scripted, 'guest.reach': silent },
      messages: ['scripted'],
      targets: [script],
    },
    {
      name: 'a proxy of the services',
      facts: {
        ...facts,
        'host.proxy': winHttp,
        'guest.reach': silent,
        'host.reach': healthyFacts['host.reach'].map((one) => ({ ...one, via: 'proxy' as const })),
      },
      messages: ['needed'],
      says: ['proxy.contoso.local:3128', 'WinHTTP'],
    },
    {
      name: 'a proxy of the user, by scheme',
      facts: { ...facts, 'host.proxy': winInet, 'guest.reach': silent },
      messages: ['needed'],
      targets: ['proxy.contoso.local:3129'],
    },
    {
      name: 'a proxy of the environment',
      facts: { ...facts, 'host.proxy': machine, 'guest.reach': silent },
      messages: ['needed'],
      says: ['HTTPS_PROXY'],
    },
  ],
  notApplicable: [
    {
      name: 'a VM with a proxy of its own',
      facts: { ...facts, 'host.proxy': winHttp, 'guest.proxySettings': everywhere('http://proxy.contoso.local:3128') },
    },
  ],
  unknown: [
    {
      name: 'nothing that was tried',
      facts: { ...facts, 'host.proxy': winHttp, 'guest.reach': [] },
      says: 'No connection of the VM was tried',
    },
    {
      name: 'a script, while nobody knows whether Windows gets out',
      facts: { ...facts, 'host.proxy': scripted, 'guest.reach': silent },
      says: 'No connection of Windows was tried',
    },
  ],
});
