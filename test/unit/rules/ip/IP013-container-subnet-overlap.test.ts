import rule from '../../../../core/src/rules/ip/IP013-container-subnet-overlap.js';
import { healthy, inet, withCard } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const at = (address: string, length = 20) => ({
  ...facts,
  'guest.interfaces': withCard({ addresses: [inet(address, length)] }),
});
const restart = "Invoke-EflowVmCommand 'sudo systemctl restart docker && sudo iotedge system restart'";
const remove =
  "Invoke-EflowVmCommand 'sudo iotedge system stop && sudo docker rm --force $(sudo docker ps -aq --filter label=net.azure-devices.edge.owner) && sudo docker network rm azure-iot-edge'";

testRule(rule, {
  pass: [
    { name: 'subnets apart', facts },
    { name: 'subnets that touch', facts: at('172.19.0.5') },
    {
      name: 'a network without a subnet',
      facts: {
        ...facts,
        'guest.containerNetworks': facts['guest.containerNetworks'].filter(({ name }) => name === 'host'),
      },
    },
  ],
  fail: [
    {
      name: 'a switch that moved into the network of IoT Edge (Azure/iotedge#7220)',
      facts: at('172.18.92.180'),
      messages: ['overlap'],
      targets: ['azure-iot-edge'],
      says: ['172.18.80.0/20', '172.18.0.0/16'],
      commands: [remove, restart],
    },
    {
      name: "the engine's own bridge",
      facts: at('172.17.80.9'),
      messages: ['overlap'],
      targets: ['bridge'],
      commands: [restart],
    },
    { name: 'a switch that holds both', facts: at('172.16.0.9', 12), messages: ['overlap', 'overlap'] },
  ],
  notApplicable: [
    { name: 'a VM without an address', facts: { ...facts, 'guest.interfaces': withCard({ addresses: [] }) } },
  ],
  unknown: [
    { name: 'an engine without any network', facts: { ...facts, 'guest.containerNetworks': [] }, says: 'none of its' },
  ],
});
