import rule from '../../../../core/src/rules/host/HOST014-tpm-channel-waits.js';
import { onSwitches } from '../../../support/switchCases.js';
import { testRule } from '../../../support/testRule.js';

const { facts: bare, onExternal: outside } = onSwitches([...rule.requires, ...rule.uses]);
const dps = { ...bare['guest.upstream'], provisioning: 'dps', dps: 'global.azure-devices-provisioning.net' };
const proxy = (status: number, startType = 2) => [...bare['host.services'], { name: 'EFLOWProxy', status, startType }];
const facts = { ...bare, 'guest.upstream': dps, 'host.services': proxy(4) };
const onExternal = { ...outside, 'guest.upstream': dps, 'host.services': proxy(4) };
const gateway = { address: '10.47.0.1', device: 'eth0', mac: 'e0:cb:bc:12:bb:33', state: 'REACHABLE' };

testRule(rule, {
  pass: [
    { name: 'the Default Switch, where the host is the gateway', facts },
    {
      name: 'an External switch where the VM spoke with the host',
      facts: {
        ...onExternal,
        'guest.neighbours': [gateway, { ...gateway, address: '10.47.0.20', mac: '3c:52:82:00:00:20' }],
      },
    },
  ],
  fail: [
    {
      name: 'an External switch where it did not (Azure/iotedge-eflow#127)',
      facts: { ...onExternal, 'guest.neighbours': [gateway] },
      messages: ['unseen'],
      says: ['3c:52:82:00:00:20'],
      commands: [
        "Invoke-EflowVmCommand 'ping -c 3 10.47.0.20' -ignoreError",
        "Invoke-EflowVmCommand 'ip neigh show' -ignoreError",
      ],
    },
    {
      name: 'a service that is stopped (Azure/iotedge-eflow#134)',
      facts: { ...facts, 'host.services': proxy(1) },
      messages: ['stopped'],
      commands: ['Start-Service -Name EFLOWProxy'],
    },
  ],
  notApplicable: [
    { name: 'a device without the service', facts: { ...facts, 'host.services': bare['host.services'] } },
    { name: 'a device that is provisioned by hand', facts: { ...bare, 'host.services': proxy(1) } },
    { name: 'a service that nobody uses', facts: { ...facts, 'host.services': proxy(1, 3) } },
  ],
});
