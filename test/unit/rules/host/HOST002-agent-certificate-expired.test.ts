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
  ],
  notApplicable: [],
});
