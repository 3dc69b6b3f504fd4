import type { FactValues } from '../../../../core/src/facts/facts.js';
import rule from '../../../../core/src/rules/mod/MOD006-network-bridge-broken.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const bridge = 'br-6868c9739a37';
type Interface = FactValues['guest.interfaces'][number];
const withBridge = (change: Partial<Interface>, of = bridge) => ({
  ...facts,
  'guest.interfaces': facts['guest.interfaces'].map((one) => (one.name === of ? { ...one, ...change } : one)),
});
const without = {
  ...facts,
  'guest.interfaces': facts['guest.interfaces'].filter(({ name }) => name !== bridge),
};
const stopped = facts['guest.containers'].map((one) => ({ ...one, running: false }));
const restart = "Invoke-EflowVmCommand 'sudo systemctl restart docker'";

testRule(rule, {
  pass: [
    { name: 'the healthy device', facts },
    { name: 'a bridge without a port that is on', facts: withBridge({ carrier: false }) },
    { name: 'the default bridge, off, which no container is in', facts: withBridge({ up: false }, 'docker0') },
    {
      name: 'a list of ifconfig, which leaves out what is off',
      facts: { ...without, 'guest.interfaces': without['guest.interfaces'].map((one) => ({ ...one, index: null })) },
    },
  ],
  fail: [
    {
      name: 'a bridge that is switched off',
      facts: withBridge({ up: false, carrier: null }),
      messages: ['off'],
      targets: [bridge],
      commands: [`Invoke-EflowVmCommand 'sudo ip link set dev ${bridge} up'`, restart],
    },
    { name: 'a bridge that was deleted', facts: without, messages: ['missing'], commands: [restart] },
    {
      name: 'a bridge that systemd-networkd took over',
      facts: withBridge({ addresses: [] }),
      messages: ['bare'],
      says: ['172.18.0.1'],
      commands: [
        `Invoke-EflowVmCommand 'networkctl status ${bridge}'`,
        `Invoke-EflowVmCommand 'sudo ip address add 172.18.0.1/16 dev ${bridge}'`,
        restart,
      ],
    },
  ],
  notApplicable: [{ name: 'a device whose containers do not run', facts: { ...facts, 'guest.containers': stopped } }],
});
