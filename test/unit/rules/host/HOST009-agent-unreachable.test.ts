import rule from '../../../../core/src/rules/host/HOST009-agent-unreachable.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const complaining = (words: string) => ({ ...facts, 'host.complaints': [words] });

testRule(rule, {
  pass: [
    { name: 'no complaint', facts },
    {
      name: 'an expired certificate, which is another fault',
      facts: complaining(
        "desc = connection error: desc = 'transport: authentication handshake failed: x509: certificate has expired'",
      ),
    },
  ],
  fail: [
    {
      name: 'an agent that runs and does not answer',
      facts: complaining('wssdagent unreachable, please retry...'),
      messages: ['unreachable'],
      says: ['45000'],
    },
    {
      name: 'a connection that is refused',
      facts: complaining(
        "rpc error: code = Unavailable desc = connection error: desc = 'transport: Error while dialing'",
      ),
      messages: ['unreachable'],
    },
  ],
  notApplicable: [
    {
      name: 'an agent that does not run',
      facts: {
        ...complaining("Can't find WSSDAGENT service!"),
        'host.services': facts['host.services'].filter(({ name }) => name !== 'WSSDAgent'),
      },
    },
  ],
});
