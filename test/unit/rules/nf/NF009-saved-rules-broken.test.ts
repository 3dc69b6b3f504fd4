import rule from '../../../../core/src/rules/nf/NF009-saved-rules-broken.js';
import { savedText } from '../../../support/firewall.js';
import { healthy } from '../../../support/healthyFacts.js';
import { saved } from '../../../support/savedCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const file = (text: string) => ({ ...facts, ...saved(text) });
const by = (backEnd: 'nft' | 'legacy') => ({ 'guest.iptablesVersion': { version: '1.8.10', backEnd } });
const see =
  "Invoke-EflowVmCommand 'cat -n /etc/systemd/scripts/ip4save; sudo find /etc/systemd/scripts /var/lib/eflownetdiag -name ''ip4save*'' -ls' -ignoreError";
const takeOut = "Invoke-EflowVmCommand 'sudo sed -i.broken -e 11d /etc/systemd/scripts/ip4save'";
const stock =
  "Invoke-EflowVmCommand 'printf ''%s\\n'' ''*filter'' '':INPUT DROP [0:0]'' '':FORWARD DROP [0:0]'' '':OUTPUT DROP [0:0]'' ''-A INPUT -i lo -j ACCEPT'' ''-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'' ''-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT'' ''-A INPUT -p icmp --icmp-type 11 -j ACCEPT'' ''-A INPUT -p icmp --icmp-type 3 -j ACCEPT'' ''-A OUTPUT -j ACCEPT'' COMMIT | sudo tee /etc/systemd/scripts/ip4save'";
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
    { name: 'a last line that nothing ends, which nft takes', facts: { ...file(savedText().trimEnd()), ...by('nft') } },
    { name: 'such a line, where it is not known what takes it', facts: file(savedText().trimEnd()) },
  ],
  fail: [
    {
      name: 'a file without its COMMIT',
      facts: file(savedText().replace('COMMIT\n', '')),
      messages: ['broken'],
      says: ['no COMMIT'],
      commands: [
        see,
        "Invoke-EflowVmCommand 'printf ''\\nCOMMIT\\n'' | sudo tee -a /etc/systemd/scripts/ip4save'",
        tryIt,
      ],
    },
    {
      name: 'a last line that nothing ends, which legacy does not take',
      facts: { ...file(savedText().trimEnd()), ...by('legacy') },
      messages: ['broken'],
      says: ['no line feed ends its last line'],
      commands: [see, "Invoke-EflowVmCommand 'printf ''\\n'' | sudo tee -a /etc/systemd/scripts/ip4save'", tryIt],
    },
    {
      name: 'a blank behind the COMMIT',
      facts: file(savedText().replace('COMMIT', 'COMMIT ')),
      messages: ['broken'],
      says: ['This is no rule'],
      commands: [see, tryIt],
    },
    {
      name: 'a rule outside a table',
      facts: file(savedText().replace('*filter\n', '')),
      messages: ['broken'],
      says: ['not understood'],
      commands: [see, tryIt],
    },
    {
      name: 'a rule for a chain that nobody declares',
      facts: file(savedText(['-A DOCKER-USER -p tcp -m tcp --dport 8883 -j ACCEPT'])),
      messages: ['broken'],
      says: ['DOCKER-USER'],
      commands: [see, takeOut, tryIt],
    },
    {
      name: 'a jump to a chain that is not there',
      facts: file(savedText(['-A INPUT -j DOCKER-USER'])),
      messages: ['broken'],
      says: ['there is no chain DOCKER-USER'],
      commands: [see, takeOut, tryIt],
    },
    {
      name: 'a jump to nowhere, and a rule outside a table, which taking the jump out does not mend',
      facts: file(`-A INPUT -j ACCEPT\n${savedText(['-A INPUT -j DOCKER-USER'])}`),
      messages: ['broken'],
      commands: [see, tryIt],
    },
    { name: 'text that is no rule', facts: file('hello\n'), messages: ['broken'] },
    {
      name: 'a file that is gone',
      facts: { ...facts, 'guest.ip4save': null },
      messages: ['missing'],
      commands: [stock, tryIt],
    },
  ],
  notApplicable: [
    { name: 'a VM that does not load such a file', facts: { ...facts, 'guest.ip4save': null, 'guest.services': [] } },
  ],
});
