import rule from '../../../../core/src/rules/nf/NF017-port-needlessly-open.js';
import { readProfile } from '../../../../core/src/model/profile.js';
import { withCard } from '../../../support/healthyFacts.js';
import { containersWith, firewalled, portFacts } from '../../../support/portCases.js';
import { hostModuleLine } from '../../../support/firewall.js';
import { testRule } from '../../../support/testRule.js';

const see = "Invoke-EflowVmCommand 'sudo iptables-save -c'";
const profile = (value: object) => {
  const read = readProfile(value);
  if (read === undefined) throw new Error('There is no profile.');
  return { ...portFacts, profile: read };
};
const closed = { ...firewalled({ published: [] }), 'guest.containers': containersWith('edgeHub', { published: [] }) };
const opened = (port: number) => ({
  ...closed,
  ...{
    'guest.iptablesLegacy': firewalled({
      published: [],
      own: [hostModuleLine, `-A INPUT -p tcp -m tcp --dport ${port} -j ACCEPT`],
    })['guest.iptablesLegacy'],
  },
});

testRule(rule, {
  pass: [
    { name: 'a device that offers nothing', facts: closed },
    { name: 'ports that the profile wants open', facts: profile({ inboundPorts: [443, 5671, 8883] }) },
    {
      name: 'ports that the profile wants closed, which NF019 reports',
      facts: profile({ closedPorts: [443, 5671, 8883] }),
    },
  ],
  fail: [
    {
      name: 'a port that nobody offers',
      facts: opened(8883),
      messages: ['unclaimed'],
      targets: ['8883/tcp'],
      commands: [see],
    },
    { name: 'a port without TLS', facts: opened(1883), messages: ['unclaimed'], targets: ['1883/tcp'] },
  ],
  notes: [
    {
      name: 'what edgeHub publishes',
      facts: portFacts,
      messages: ['offered'],
      says: ['8883/tcp of edgeHub', '443/tcp of edgeHub'],
    },
  ],
  notApplicable: [
    { name: 'a VM without an address', facts: { ...portFacts, 'guest.interfaces': withCard({ addresses: [] }) } },
    { name: 'a firewall that lets everything in', facts: firewalled({ own: ['-A INPUT -j ACCEPT'] }) },
  ],
});
