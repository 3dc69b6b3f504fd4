import rule from '../../../../core/src/rules/host/HOST002-agent-certificate-expired.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const complaining = (...failures: readonly string[]) => ({
  'host.complaints': [...failures],
});
// Azure/iotedge-eflow#225, shortened.
const expired =
  "Error: rpc error: code = Unavailable desc = connection error: desc = 'transport: authentication handshake failed: x509: certificate has expired or is not yet valid'";

testRule(rule, {
  pass: [
    { name: 'an agent without complaints', facts },
    {
      name: 'an agent that complains of something else',
      facts: complaining('Failed to acquire IP address for virtual machine'),
    },
  ],
  fail: [
    {
      name: 'a handshake that fails (Azure/iotedge-eflow#225)',
      facts: complaining(expired),
      messages: ['expired'],
      says: ['lasts a year'],
      commands: ['Get-EflowVmAddr'],
    },
    {
      name: 'a certificate of the future, by a clock that is behind',
      facts: complaining(
        `${expired}: current time 2020-01-01T00:03:11+01:00 is before 2025-11-20T09:51:03Z' at line 3939`,
      ),
      messages: ['early'],
      commands: ['Get-Service -Name W32Time', 'Get-EflowVmAddr'],
    },
    {
      name: 'a certificate of the past, in whole',
      facts: complaining(
        `${expired}: current time 2023-01-03T11:24:08+01:00 is after 2022-11-20T09:51:03Z' at line 3939`,
      ),
      messages: ['expired'],
    },
    {
      name: 'a handshake that fails for another reason',
      facts: complaining(
        "rpc error: code = Unavailable desc = connection error: desc = 'transport: authentication handshake failed: x509: certificate signed by unknown authority'",
      ),
      messages: ['mistrusted'],
    },
  ],
  notApplicable: [],
});
