import rule from '../../../../core/src/rules/nf/NF014-masquerade-missing.js';
import { firewalled, portFacts, silentAndOld } from '../../../support/portCases.js';
import { testRule } from '../../../support/testRule.js';

const stopped = portFacts['guest.containers'].map((one) => ({ ...one, running: false }));

testRule(rule, {
  pass: [
    { name: 'containers that are translated', facts: portFacts },
    {
      name: 'containers that are not let out at all, which NF004 reports',
      facts: firewalled({ dockerUser: ['-A DOCKER-USER -o eth0 -j DROP'] }),
    },
    {
      name: 'a fixed address in place of the stock rule',
      facts: firewalled({}, (text) =>
        text.replace(
          '-A POSTROUTING -s 172.18.0.0/16 ! -o br-6868c9739a37 -j MASQUERADE',
          '-A POSTROUTING -s 172.18.0.0/16 -o eth0 -j SNAT --to-source 172.27.120.111',
        ),
      ),
    },
  ],
  fail: [
    {
      name: 'a rule that is gone (Azure/iotedge#226)',
      facts: firewalled({}, (text) => text.replace(/-A POSTROUTING -s 172\.18\.0\.0\/16 .*\n/, '')),
      messages: ['missing'],
      targets: ['azure-iot-edge'],
      says: ['172.18.0.2'],
      commands: ["Invoke-EflowVmCommand 'sudo systemctl restart docker'"],
    },
    {
      name: 'a nat table that was flushed: the published ports are gone with it',
      facts: firewalled({}, (text) =>
        text.replace(
          /^-A (PREROUTING|OUTPUT ! -d|POSTROUTING|DOCKER) .*(-j DOCKER|MASQUERADE|-j DNAT.*|RETURN)\n/gm,
          '',
        ),
      ),
      messages: ['flushed'],
      says: ['somebody flushed it'],
    },
  ],
  notApplicable: [{ name: 'a VM in which no container runs', facts: { ...portFacts, 'guest.containers': stopped } }],
  unknown: [
    {
      name: 'an engine that does not answer, and tools that show no bridges',
      facts: { ...silentAndOld },
      says: 'guest.containers is missing',
    },
    {
      name: 'rules that iptables did not make',
      facts: { ...portFacts, 'guest.nftTables': ['ip mine'] },
      says: 'ip mine',
    },
  ],
});
