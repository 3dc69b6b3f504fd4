import rule from '../../../../core/src/rules/ep/EP007-own-checks-fail.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const failing = (id: string, ...details: readonly string[]) => ({
  ...facts,
  'guest.iotedgeCheck': [{ id, title: null, result: 'error' as const, details: [...details] }],
});
const pull = 'docker: Error response from daemon: Get "https://mcr.microsoft.com/v2/": ';
const { 'guest.services': services } = facts;

testRule(rule, {
  pass: [
    { name: 'checks that pass, and the warning about DNS, which is DNS018', facts },
    { name: 'a check that is none of the network', facts: failing('aziot-edged-config-well-formed', 'bad') },
  ],
  notes: [
    {
      name: 'the newest version, which cannot be looked up (Azure/iotedge-eflow#221)',
      facts: failing(
        'aziot-version',
        'could not query https://aka.ms/latest-aziot-identity-service for latest available version',
      ),
      messages: ['noise'],
    },
    {
      name: 'a time server that does not answer',
      facts: failing('host-local-time', 'Could not query NTP server'),
      messages: ['noise'],
    },
  ],
  fail: [
    {
      name: 'names that do not resolve',
      facts: failing(
        'container-connect-upstream-amqp',
        'Unable to pull',
        `${pull}dial tcp: lookup mcr.microsoft.com: Temporary failure in name resolution.`,
      ),
      messages: ['fails'],
      says: ['a name that does not resolve'],
    },
    {
      name: 'a connection that times out',
      facts: failing('host-connect-iothub-amqp', 'Could not connect', 'dial tcp 40.1.1.1:5671: i/o timeout'),
      messages: ['fails'],
      says: ['packets that are dropped on the way'],
    },
    {
      name: 'a connection that is refused',
      facts: failing('host-connect-iothub-amqp', 'connect: connection refused'),
      messages: ['fails'],
      says: ['a port that is refused'],
    },
    {
      name: 'TLS that hangs (Azure/iotedge#7151)',
      facts: failing('host-connect-dps-endpoint', `${pull}net/http: TLS handshake timeout`),
      messages: ['fails'],
      says: ['TLS that hangs'],
    },
    {
      name: 'a certificate of somebody else',
      facts: failing('host-connect-iothub-https', 'x509: certificate signed by unknown authority'),
      messages: ['fails'],
      says: ['a foreign certificate'],
    },
    {
      name: 'words that are not known',
      facts: failing('host-connect-iothub-mqtt', 'oops'),
      messages: ['fails'],
      says: ['not known'],
    },
  ],
  notApplicable: [{ name: 'checks that were not asked for', facts: { 'guest.services': services } }],
});
