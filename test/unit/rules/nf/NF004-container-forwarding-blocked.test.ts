import rule from '../../../../core/src/rules/nf/NF004-container-forwarding-blocked.js';
import { hostModuleLine, liveText, rulesOf, savedText } from '../../../support/firewall.js';
import {
  containersWith,
  firewalled,
  portFacts,
  routeless,
  silentAndOld,
  silentEngine,
} from '../../../support/portCases.js';
import { testRule } from '../../../support/testRule.js';

const restart = "Invoke-EflowVmCommand 'sudo systemctl restart docker'";
const see = "Invoke-EflowVmCommand 'sudo iptables-save -c'";
const stopped = portFacts['guest.containers'].map((one) => ({ ...one, running: false }));
const flushed = rulesOf(savedText([hostModuleLine]));
/** dockerd's rule for a network of the kind `internal`. */
const internalOnly = {
  'guest.iptablesLegacy': rulesOf(
    liveText({ own: [hostModuleLine] }).replace(
      '-A DOCKER-ISOLATION-STAGE-1 -j RETURN',
      '-A DOCKER-ISOLATION-STAGE-1 ! -d 172.18.0.0/16 -i br-6868c9739a37 -j DROP\n-A DOCKER-ISOLATION-STAGE-1 -j RETURN',
    ),
  ),
};

testRule(rule, {
  pass: [
    { name: 'containers that are let out', facts: portFacts },
    {
      name: 'a DROP for what comes in, which NF001 reports',
      facts: firewalled({ dockerUser: ['-A DOCKER-USER -i eth0 -p tcp -m tcp --dport 8883 -j DROP'] }),
    },
    { name: 'containers that show on their bridge while the engine does not answer', facts: silentEngine },
    {
      name: "a network that the engine's own rules keep in, while it does not tell why",
      facts: { ...silentEngine, ...internalOnly },
    },
  ],
  fail: [
    {
      name: 'flushed tables while the engine does not answer',
      facts: { ...silentEngine, 'guest.iptablesLegacy': flushed },
      messages: ['flushed'],
      targets: ['br-6868c9739a37'],
      commands: [restart],
    },
    {
      name: 'flushed tables on a VM without a default route',
      facts: { ...portFacts, 'guest.iptablesLegacy': flushed, 'guest.routes': routeless },
      messages: ['flushed'],
      commands: [restart],
    },
    {
      name: 'tables that were flushed (Azure/iotedge#228)',
      facts: { ...portFacts, 'guest.iptablesLegacy': flushed },
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
      commands: [see],
    },
    {
      name: 'a rule for what comes in that stops the answers as well',
      facts: firewalled({ dockerUser: ['-A DOCKER-USER -i eth0 ! -s 172.27.112.1/32 -j DROP'] }),
      messages: ['answers'],
      says: ['rule 1 of DOCKER-USER'],
      commands: [
        "Invoke-EflowVmCommand 'sudo iptables -w -I DOCKER-USER 1 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT'",
      ],
    },
    {
      name: 'a policy, with the rules of the engine in place but not for this network',
      facts: firewalled({}, (text) => text.replace(/-A FORWARD -. br-.*\n/g, '')),
      messages: ['rule'],
      says: ['policy of FORWARD'],
    },
    {
      name: 'the other back end, which holds rules of its own: those of the engine are not gone',
      facts: { ...portFacts, 'guest.iptablesNft': flushed },
      messages: ['otherBackEnd'],
      says: ['policy of FORWARD in filter (nft)'],
      commands: ["Invoke-EflowVmCommand 'sudo iptables-nft -w -P FORWARD ACCEPT'", see],
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
      name: 'an engine that does not answer, and tools that show no bridges',
      facts: silentAndOld,
      says: 'guest.containers is missing',
    },
    {
      name: 'rules that iptables did not make',
      facts: { ...portFacts, 'guest.nftTables': ['inet firewalld'] },
      says: 'inet firewalld',
    },
  ],
});
