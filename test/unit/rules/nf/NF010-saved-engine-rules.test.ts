import rule from '../../../../core/src/rules/nf/NF010-saved-engine-rules.js';
import { edgeHubPorts, liveText, savedText } from '../../../support/firewall.js';
import { healthyFacts } from '../../../support/healthyFacts.js';
import { saved } from '../../../support/savedCases.js';
import { testRule } from '../../../support/testRule.js';

testRule(rule, {
  pass: [
    { name: 'the stock file', facts: saved(savedText()) },
    {
      name: 'a rule of the owner in DOCKER-USER',
      facts: saved(
        savedText(['-A DOCKER-USER -s 10.0.0.0/8 -j RETURN']).replace(':OUTPUT', ':DOCKER-USER - [0:0]\n:OUTPUT'),
      ),
    },
    {
      name: 'a port that the owner leads to a machine of the plant',
      facts: saved(
        `*nat\n:PREROUTING ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n-A PREROUTING -i eth0 -p tcp -m tcp --dport 502 -j DNAT --to-destination 10.200.1.20\n-A POSTROUTING -o eth1 -j MASQUERADE\nCOMMIT\n${savedText()}`,
      ),
    },
  ],
  fail: [
    {
      name: 'all live rules, saved as the guide says',
      facts: saved(liveText({ published: edgeHubPorts })),
      messages: ['frozen'],
      targets: ['/etc/systemd/scripts/ip4save'],
      says: ['line 8 is the first'],
      commands: ["Invoke-EflowVmCommand 'cat -n /etc/systemd/scripts/ip4save'"],
    },
  ],
  notApplicable: [
    { name: 'a VM without the file', facts: { 'guest.ip4save': null } },
    {
      name: "an engine that writes no rules: the file is the owner's",
      facts: {
        ...saved(liveText({ published: edgeHubPorts })),
        'guest.daemonJson': { ...healthyFacts['guest.daemonJson'], present: true, iptables: false },
      },
    },
    { name: 'a file that cannot be read, which NF009 reports', facts: saved('hello\n') },
  ],
});
