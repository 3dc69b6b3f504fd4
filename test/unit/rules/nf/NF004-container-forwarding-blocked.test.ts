import rule from '../../../../core/src/rules/nf/NF004-container-forwarding-blocked.js';
import { rulesOf, savedText, hostModuleLine } from '../../../support/firewall.js';
import { containersWith, firewalled, portFacts } from '../../../support/portCases.js';
import { testRule } from '../../../support/testRule.js';

const restart = "Invoke-EflowVmCommand 'sudo systemctl restart docker'";
const stopped = portFacts['guest.containers'].map((one) => ({ ...one, running: false }));

testRule(rule, {
  pass: [
    { name: 'containers that are let out', facts: portFacts },
    {
      name: 'a DROP for what comes in, which NF001 reports',
      facts: firewalled({ dockerUser: ['-A DOCKER-USER -i eth0 -p tcp -m tcp --dport 8883 -j DROP'] }),
    },
  ],
  fail: [
    {
      name: 'tables that were flushed (Azure/iotedge#228)',
      facts: { ...portFacts, 'guest.iptablesLegacy': rulesOf(savedText([hostModuleLine])) },
      messages: ['flushed'],
      targets: ['azure-iot-edge'],
      says: ['policy of FORWARD'],
      commands: [restart],
    },
    {
      name: 'a rule that stops them',
      facts: firewalled({ dockerUser: ['-A DOCKER-USER -o eth0 -j REJECT --reject-with icmp-port-unreachable'] }),
      messages: ['rule'],
      says: ['DOCKER-USER'],
      commands: [restart],
    },
  ],
  notApplicable: [
    { name: 'a VM in which no container runs', facts: { ...portFacts, 'guest.containers': stopped } },
    {
      name: 'containers on the host network alone',
      facts: {
        ...portFacts,
        'guest.containers': containersWith('edgeHub', {}).filter(({ networkMode }) => networkMode === 'host'),
      },
    },
  ],
  unknown: [
    {
      name: 'rules that iptables did not make',
      facts: { ...portFacts, 'guest.nftTables': ['inet firewalld'] },
      says: 'inet firewalld',
    },
  ],
});
