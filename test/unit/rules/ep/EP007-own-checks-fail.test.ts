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

type Check = (typeof facts)['guest.iotedgeCheck'][number];
const checked = (...list: readonly Partial<Check>[]) => ({
  ...facts,
  'guest.iotedgeCheck': list.map((one): Check => ({ id: null, title: null, result: 'error', details: [], ...one })),
});
const refused = ['Could not connect', 'connection refused'];

testRule(rule, {
  pass: [
    { name: 'checks that pass, and the warning about DNS, which is DNS018', facts },
    {
      name: 'a warning about a connection, which is no failure',
      facts: checked({ id: 'host-connect-iothub-amqp', result: 'warning', details: refused }),
    },
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
      targets: ['aziot-version'],
      shows: ['guest.iotedgeCheck: aziot-version, not ok'],
    },
    {
      name: 'warnings of both, in the text form by their titles',
      facts: checked(
        { title: 'aziot-identity-service package is up-to-date', result: 'warning' },
        { title: 'host time is close to reference time', result: 'warning' },
      ),
      messages: ['noise'],
      targets: ['aziot-identity-service package is up-to-date, host time is close to reference time'],
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
      shows: ['guest.iotedgeCheck/container-connect-upstream-amqp: [', 'name resolution'],
    },
    {
      name: 'each cause once, with its own checks and the innermost words, in the order of the checks',
      facts: checked(
        { id: 'host-connect-iothub-amqp', details: refused },
        { id: 'host-connect-iothub-mqtt', details: ['Could not connect', 'i/o timeout'] },
        { id: 'host-connect-iothub-https', result: 'fatal', details: refused },
      ),
      messages: ['fails', 'fails'],
      targets: ['host-connect-iothub-amqp, host-connect-iothub-https', 'host-connect-iothub-mqtt'],
      says: ['a port that is refused: connection refused', 'packets that are dropped on the way: i/o timeout'],
      shows: ['["connection refused","connection refused"]', '["i/o timeout"]'],
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
