import rule from '../../../../core/src/rules/mtu/MTU002-path-smaller.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { network } from '../../../support/nameCases.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const path = (passed: number | null, lost: number | null, told: number | null = null) => ({
  ...facts,
  'guest.pathMtu': [{ from: 'vm' as const, host: vm.hub, port: 443, address: '40.83.177.42', passed, lost, told }],
});

testRule(rule, {
  pass: [
    { name: 'a path that carries full packets', facts: path(1500, null) },
    { name: 'a host that answers no ping: nothing is proved', facts: path(null, 576) },
    { name: 'a path that carries full packets, and loses what the card never sends', facts: path(1500, 1520) },
    { name: 'a search for the size that ended before anything was lost', facts: path(1420, null) },
  ],
  fail: [
    {
      name: 'a tunnel that drops large packets silently',
      facts: path(1420, 1492),
      messages: ['smaller'],
      says: ['1420', '1492', '1500'],
      targets: [`${vm.hub}:443`],
      shows: [`guest.pathMtu/${vm.hub}:443: {"passed":1420,"lost":1492,"told":null}, not 1500`],
      commands: ["Invoke-EflowVmCommand 'sudo ip link set dev eth0 mtu 1420'"],
    },
    {
      name: 'a router that says its size, before anything was lost',
      facts: path(1360, null, 1400),
      messages: ['smaller'],
      says: ['none of 1500'],
    },
    { name: 'a router that says its size', facts: path(1360, 1420, 1400), messages: ['smaller'], says: ['1400'] },
    {
      name: 'several paths, told once',
      facts: {
        ...facts,
        'guest.pathMtu': [...path(1280, 1360)['guest.pathMtu'], ...path(1280, 1360)['guest.pathMtu']],
      },
      messages: ['smaller'],
    },
  ],
  notApplicable: [
    { name: 'paths that were not measured', facts },
    { name: 'a VM without a card', facts: { ...path(1420, 1492), 'guest.interfaces': [] } },
    {
      name: 'the path of a container, which is not that of the card',
      facts: {
        ...facts,
        'guest.pathMtu': path(1420, 1492)['guest.pathMtu'].map((one) => ({ ...one, from: network })),
      },
    },
  ],
});
