import rule from '../../../../core/src/rules/nf/NF009-saved-rules-broken.js';
import { savedText } from '../../../support/firewall.js';
import { healthy } from '../../../support/healthyFacts.js';
import { saved } from '../../../support/savedCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const file = (text: string) => ({ ...facts, ...saved(text) });
const tryIt = "Invoke-EflowVmCommand 'sudo iptables-restore --test /etc/systemd/scripts/ip4save' -ignoreError";

testRule(rule, {
  pass: [
    { name: 'the stock file', facts },
    {
      name: 'a file with chains of its own',
      facts: file(
        savedText()
          .replace(':OUTPUT', ':MINE - [0:0]\n:OUTPUT')
          .replace('-A OUTPUT', '-A MINE -j LOG\n-A INPUT -j MINE\n-A OUTPUT'),
      ),
    },
    { name: 'an empty file, which loads nothing', facts: file('') },
  ],
  fail: [
    {
      name: 'a file without its COMMIT',
      facts: file(savedText().replace('COMMIT\n', '')),
      messages: ['broken'],
      says: ['no COMMIT'],
      commands: [tryIt],
    },
    {
      name: 'a rule outside a table',
      facts: file(savedText().replace('*filter\n', '')),
      messages: ['broken'],
      says: ['not understood'],
    },
    {
      name: 'a rule for a chain that nobody declares',
      facts: file(savedText(['-A DOCKER-USER -p tcp -m tcp --dport 8883 -j ACCEPT'])),
      messages: ['broken'],
      says: ['DOCKER-USER'],
    },
    {
      name: 'a jump to a chain that is not there',
      facts: file(savedText(['-A INPUT -j DOCKER-USER'])),
      messages: ['broken'],
      says: ['there is no chain DOCKER-USER'],
    },
    { name: 'text that is no rule', facts: file('hello\n'), messages: ['broken'] },
    { name: 'a file that is gone', facts: { ...facts, 'guest.ip4save': null }, messages: ['missing'], commands: [] },
  ],
  notApplicable: [
    { name: 'a VM that does not load such a file', facts: { ...facts, 'guest.ip4save': null, 'guest.services': [] } },
  ],
});
