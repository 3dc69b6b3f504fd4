import rule from '../../../../core/src/rules/nf/NF024-edge-hub-closed.js';
import { withoutNeighbours } from '../../../support/factoryFirewalls.js';
import { rulesOf } from '../../../support/firewall.js';
import { healthy } from '../../../support/healthyFacts.js';
import { firewalled } from '../../../support/portCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const bridge = 'br-6868c9739a37';
const behind = (...dockerUser: readonly string[]) => ({ ...facts, ...only(firewalled({ dockerUser })) });
const only = ({ 'guest.iptablesLegacy': rules }: ReturnType<typeof firewalled>) => ({ 'guest.iptablesLegacy': rules });
const apart = { ...facts, 'guest.iptablesLegacy': rulesOf(withoutNeighbours) };
const hubOnly = facts['guest.containers'].filter(({ name }) => name === 'edgeHub');
const unbridged = { 'net.bridge.bridge-nf-call-iptables': '0' };

testRule(rule, {
  pass: [
    { name: 'the healthy device', facts },
    {
      name: 'one port of edgeHub that is closed: modules may use another',
      facts: behind(`-A DOCKER-USER -i ${bridge} -o ${bridge} -p tcp -m tcp --dport 8883 -j DROP`),
    },
    {
      name: 'a rule that frames between two ports of a bridge never pass',
      facts: { ...apart, 'guest.kernelSettings': { ...facts['guest.kernelSettings'], ...unbridged } },
    },
    {
      name: 'containers that get nowhere at all, which NF004 reports',
      facts: behind(`-A DOCKER-USER -i ${bridge} -j DROP`),
    },
    { name: 'an edgeHub without neighbours', facts: { ...apart, 'guest.containers': hubOnly } },
  ],
  fail: [
    {
      name: 'a network without connections between its containers',
      facts: apart,
      messages: ['closed'],
      targets: ['azure-iot-edge'],
      says: [`-o ${bridge} -j DROP`],
      commands: [
        "Invoke-EflowVmCommand 'sudo docker network inspect azure-iot-edge'",
        `Invoke-EflowVmCommand 'sudo iptables -w -I DOCKER-USER 1 -i ${bridge} -o ${bridge} -j ACCEPT'`,
      ],
    },
    {
      name: 'a rule of the owner that keeps containers apart',
      facts: behind(`-A DOCKER-USER -i ${bridge} -o ${bridge} -j DROP`),
      messages: ['closed'],
      says: ['DOCKER-USER'],
    },
  ],
  notApplicable: [
    {
      name: 'a device without edgeHub',
      facts: { ...apart, 'guest.containers': facts['guest.containers'].filter(({ name }) => name !== 'edgeHub') },
    },
  ],
  unknown: [
    {
      name: 'rules that iptables did not make',
      facts: { ...facts, 'guest.nftTables': ['inet filter'] },
      says: 'inet filter',
    },
  ],
});
