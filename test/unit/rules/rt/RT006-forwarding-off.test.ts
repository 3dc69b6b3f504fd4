import rule from '../../../../core/src/rules/rt/RT006-forwarding-off.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const setting = (value: Record<string, string>) => ({ ...facts, 'guest.kernelSettings': value });
const offAt = (device: string) => ({
  ...healthy(...rule.requires, 'guest.interfaces', 'guest.containerNetworks'),
  ...setting({ 'net.ipv4.ip_forward': '1', [`net.ipv4.conf.${device}.forwarding`]: '0' }),
});

testRule(rule, {
  pass: [
    { name: 'forwarding that is on', facts },
    { name: 'forwarding that is off for a bridge that no container is in', facts: offAt('docker0') },
  ],
  fail: [
    {
      name: 'forwarding that is off',
      facts: setting({ 'net.ipv4.ip_forward': '0' }),
      messages: ['off'],
      targets: ['net.ipv4.ip_forward'],
      commands: [
        "Invoke-EflowVmCommand 'sudo sysctl -w net.ipv4.ip_forward=1'",
        "Invoke-EflowVmCommand 'grep -rs ip_forward /etc/sysctl.conf /etc/sysctl.d /run/sysctl.d /etc/systemd/network'",
      ],
    },
    {
      name: 'forwarding that is off for the card alone',
      facts: offAt('eth0'),
      messages: ['offHere'],
      targets: ['eth0'],
      says: ['no answer comes back'],
      commands: [
        "Invoke-EflowVmCommand 'sudo sysctl -w net.ipv4.conf.eth0.forwarding=1'",
        "Invoke-EflowVmCommand 'grep -rs forwarding /etc/sysctl.conf /etc/sysctl.d /run/sysctl.d /etc/systemd/network'",
      ],
    },
    {
      name: 'forwarding that is off for the bridge of the modules',
      facts: offAt('br-6868c9739a37'),
      messages: ['offHere'],
      says: ['the containers of azure-iot-edge'],
    },
  ],
  notApplicable: [
    {
      name: 'a VM whose containers have no network',
      facts: {
        ...setting({ 'net.ipv4.ip_forward': '0' }),
        'guest.containers': facts['guest.containers'].map((one) => ({ ...one, networkMode: 'none' })),
      },
    },
    {
      name: 'a VM without containers on bridges',
      facts: {
        ...setting({ 'net.ipv4.ip_forward': '0' }),
        'guest.containers': facts['guest.containers'].filter(({ networkMode }) => networkMode === 'host'),
      },
    },
  ],
  unknown: [{ name: 'a setting that was not read', facts: setting({}), says: 'was not read' }],
});
