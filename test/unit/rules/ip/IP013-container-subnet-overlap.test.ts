import rule from '../../../../core/src/rules/ip/IP013-container-subnet-overlap.js';
import { healthy, inet, withCard } from '../../../support/healthyFacts.js';
import { external } from '../../../support/switches.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const at = (address: string, length = 20) => ({
  ...facts,
  'guest.interfaces': withCard({ addresses: [inet(address, length)] }),
});
const switches = { 'host.switches': external['host.switches'], 'host.vmNetwork': external['host.vmNetwork'] };
/** The network of IoT Edge by another name, as config.toml may give it. */
const renamed = (name: string) => ({
  'guest.containerNetworks': facts['guest.containerNetworks'].map((one) =>
    one.name === 'azure-iot-edge' ? { ...one, name } : one,
  ),
  'guest.containers': facts['guest.containers'].map((one) => ({ ...one, networkMode: name })),
});
const bridges = (address: string, more: (typeof facts)['guest.interfaces'] = []) => ({
  'guest.interfaces': [...at(address)['guest.interfaces'], ...more],
  'guest.routes': facts['guest.routes'],
});
const look = "Invoke-EflowVmCommand 'cat /etc/docker/daemon.json' -ignoreError";
const restart = "Invoke-EflowVmCommand 'sudo systemctl restart docker && sudo iotedge system restart'";
const remove =
  "Invoke-EflowVmCommand 'sudo iotedge system stop && sudo docker rm --force $(sudo docker ps -aq --filter label=net.azure-devices.edge.owner) && sudo docker network rm azure-iot-edge'";

testRule(rule, {
  pass: [
    { name: 'subnets apart', facts },
    { name: 'subnets that touch', facts: at('172.19.0.5') },
    {
      name: 'a network on the link itself (macvlan)',
      facts: {
        ...at('172.18.92.180'),
        'guest.containerNetworks': facts['guest.containerNetworks'].map((one) => ({
          ...{ ...one, driver: 'macvlan', bridge: null },
        })),
      },
    },
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
      messages: ['moving'],
      targets: ['azure-iot-edge'],
      says: ['172.18.80.0/20', '172.18.0.0/16', 'Default Switch'],
      commands: [look, remove, restart],
    },
    {
      name: 'a LAN around the network that the agent of IoT Edge is in, on an External switch',
      facts: { ...at('172.18.92.180'), ...switches, ...renamed('plant-edge') },
      messages: ['overlap'],
      targets: ['plant-edge'],
      commands: [look, remove.replace('azure-iot-edge', 'plant-edge'), restart],
    },
    {
      name: 'a network that IoT Edge did not make',
      facts: { ...at('172.18.92.180'), ...switches, ...renamed("plant's"), 'guest.containers': [] },
      messages: ['overlap'],
      commands: [
        "Invoke-EflowVmCommand 'sudo docker network inspect ''plant''\\''''s'''",
        "Invoke-EflowVmCommand 'sudo docker network rm ''plant''\\''''s'' && sudo docker network create --subnet 10.213.0.0/24 ''plant''\\''''s'''",
      ],
    },
    {
      name: 'a network that IoT Edge did not make, where all that could be proposed is in use',
      facts: {
        ...{ ...at('172.18.92.180'), ...switches, ...renamed('plant'), 'guest.containers': [] },
        'host.routes': ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((destination) => ({
          ...{ destination, nextHop: '172.18.80.1', interfaceIndex: 12, metric: 25 },
        })),
      },
      messages: ['overlap'],
      commands: ["Invoke-EflowVmCommand 'sudo docker network inspect plant'"],
    },
    {
      name: "the engine's own bridge",
      facts: at('172.17.80.9'),
      messages: ['moving'],
      targets: ['bridge'],
      commands: [look, restart],
    },
    {
      name: 'the bridge of a network, where the engine tells nothing',
      facts: { ...switches, ...bridges('172.18.92.180') },
      messages: ['bridge'],
      targets: ['br-6868c9739a37'],
      says: ['172.18.80.0/20', '172.18.0.0/16'],
      commands: ["Invoke-EflowVmCommand 'sudo systemctl restart docker'"],
    },
    { name: 'a switch that holds both', facts: at('172.16.0.9', 12), messages: ['moving', 'moving'] },
  ],
  notApplicable: [
    { name: 'a VM without an address', facts: { ...facts, 'guest.interfaces': withCard({ addresses: [] }) } },
  ],
  unknown: [
    {
      name: 'an engine that tells nothing, over bridges apart',
      facts: bridges('172.27.120.111'),
      says: 'guest.containerNetworks',
    },
    {
      name: 'an engine that tells nothing, beside a bridge that a card is a part of',
      facts: bridges('172.18.92.180', [
        { ...facts['guest.interfaces'][1]!, name: 'eth1', addresses: [], master: 'br-6868c9739a37' },
      ]),
      says: 'guest.containerNetworks',
    },
    { name: 'an engine without any network', facts: { ...facts, 'guest.containerNetworks': [] }, says: 'none of its' },
  ],
});
