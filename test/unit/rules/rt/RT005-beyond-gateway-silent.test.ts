import { policyRule } from '../../../../core/src/parse/guest/policyRules.js';
import rule from '../../../../core/src/rules/rt/RT005-beyond-gateway-silent.js';
import { route, withCard } from '../../../support/healthyFacts.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts, onInternal, onExternal } = onSwitches([...rule.requires, ...rule.uses]);
const silent = facts['guest.reach'].map((one) => ({ ...one, tcp: 'silent' as const }));
const dead = { 'guest.reach': silent };
const sameHost = silent.filter(({ host }) => host !== 'mcr.microsoft.com');

/** Something takes every connection, also to an address that no machine can have. */
const taken = (over: Partial<(typeof silent)[number]>) =>
  facts['guest.reach'].map((one) => ({
    ...one,
    tcp: 'connected' as const,
    tls: 'notTried' as const,
    issuer: null,
    ...over,
  }));

testRule(rule, {
  pass: [
    { name: 'connections that work', facts },
    {
      name: 'one that is refused, so that something answers',
      facts: {
        ...facts,
        'guest.reach': silent.map((one, index) => (index === 1 ? { ...one, tcp: 'refused' as const } : one)),
      },
    },
    {
      name: 'something that answers for everyone, and TLS that opens',
      facts: { ...facts, 'guest.reach': taken({ tls: 'ok' }) },
    },
    { name: 'two ports of one host, which EP001 reports', facts: { ...facts, 'guest.reach': sameHost } },
    { name: 'one port of two hosts', facts: { ...facts, 'guest.reach': silent.filter(({ port }) => port === 443) } },
    {
      name: 'a network in which everything goes through a proxy',
      facts: {
        ...facts,
        'guest.reach': [...silent, { ...facts['guest.reach'][0]!, via: 'proxy' as const, address: '10.9.9.9' }],
      },
    },
  ],
  fail: [
    {
      name: 'a Default Switch behind which nobody answers',
      facts: { ...facts, ...dead },
      messages: ['defaultSwitch'],
      targets: ['172.27.112.1'],
      says: ['Of 3 connections', '2 different ports'],
      commands: [
        "Test-NetConnection -ComputerName 'contoso-hub.azure-devices.net' -Port 5671",
        'Restart-Service -Name SharedAccess -Force',
        'Restart-Computer',
      ],
    },
    {
      name: 'an Internal switch behind which nobody answers',
      facts: { ...onInternal, ...dead },
      messages: ['internal'],
      commands: ["Get-NetNat; Test-NetConnection -ComputerName 'contoso-hub.azure-devices.net' -Port 5671"],
    },
    {
      name: 'an External switch behind which nobody answers',
      facts: { ...onExternal, ...dead },
      messages: ['external'],
      says: ['10.47.0.45'],
    },
  ],
  notApplicable: [
    {
      name: 'a Windows that gets out by its proxy alone, which PX005 reports',
      facts: {
        ...facts,
        ...dead,
        'host.proxy': { ...facts['host.proxy'], winHttp: { proxy: 'proxy.contoso.local:3128', bypass: null } },
        'host.reach': facts['host.reach'].map((one) => ({ ...one, tcp: 'silent' as const })),
      },
    },
    { name: 'a VM without a default route', facts: { ...facts, ...dead, 'guest.routes': [] } },
    {
      name: 'a gateway that is silent, which RT004 reports',
      facts: {
        ...facts,
        ...dead,
        'guest.neighbours': [{ address: '172.27.112.1', device: 'eth0', mac: null, state: 'FAILED' }],
      },
    },
    {
      name: 'connections that never come to the gateway, which RT009 reports',
      facts: {
        ...facts,
        ...dead,
        'guest.routes': [
          ...facts['guest.routes'],
          route({ destination: '40.0.0.0/8', type: 'blackhole', gateway: null, device: null }),
        ],
      },
    },
    {
      name: 'connections that a rule of routing refuses, so that they need not come to the gateway',
      facts: {
        ...facts,
        ...dead,
        'guest.policyRules': [...facts['guest.policyRules'], policyRule(50, { to: '40.0.0.0/8', action: 'prohibit' })],
      },
    },
    { name: 'connections that nobody tried', facts: { ...facts, 'guest.reach': [] } },
    {
      name: 'names that did not resolve',
      facts: { ...facts, 'guest.reach': silent.map((one) => ({ ...one, tcp: 'unresolved' as const, address: null })) },
    },
    {
      name: 'connections on the own subnet alone',
      facts: {
        ...facts,
        'guest.reach': silent.map((one) => ({ ...one, address: '172.27.113.9' })),
        'guest.interfaces': withCard({}),
      },
    },
  ],
  unknown: [
    {
      name: 'answers that may be of what answers for everyone',
      facts: { ...facts, 'guest.reach': taken({}) },
      says: 'TLS was not tried',
    },
    {
      name: 'answers without TLS, where something answers for everyone',
      facts: { ...facts, 'guest.reach': taken({ tls: 'failed' }) },
      says: 'no TLS opened',
    },
  ],
});
