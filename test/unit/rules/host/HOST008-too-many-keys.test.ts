import rule from '../../../../core/src/rules/host/HOST008-too-many-keys.js';
import { testRule } from '../../../support/testRule.js';

const complaining = (...words: readonly string[]) => ({ 'host.complaints': [...words] });

const see = "icacls 'C:\\Program Files\\Azure IoT Edge\\id_rsa'";

testRule(rule, {
  pass: [
    { name: 'no complaint', facts: complaining() },
    { name: 'another complaint', facts: complaining('The EFLOW virtual machine is off.') },
  ],
  fail: [
    {
      name: 'keys of many other machines (Azure/iotedge-eflow#252)',
      facts: complaining('Received disconnect from UNKNOWN port 65535:2: Too many authentication failures'),
      messages: ['many'],
      says: ['Too many authentication failures'],
      commands: ['ssh-add -D'],
    },
    {
      name: 'a key that others may read',
      facts: complaining(
        String.raw`The command in the guest failed: Permissions for 'C:\\Program Files\\Azure IoT Edge\\id_rsa' are too open.`,
      ),
      messages: ['open'],
      says: ['others than SYSTEM', 'are too open'],
      commands: [
        see,
        "icacls 'C:\\Program Files\\Azure IoT Edge\\id_rsa' /inheritance:r /grant '*S-1-5-18:F' '*S-1-5-32-544:F'",
      ],
    },
    {
      name: 'such a key, with the refusal that follows',
      facts: complaining(
        'ssh failed to execute [iotedge-user@172.27.113.9: Permission denied (publickey).] at line 3101',
        'WARNING: UNPROTECTED PRIVATE KEY FILE!',
      ),
      messages: ['open'],
    },
    {
      name: 'a key that this user may not read',
      facts: complaining(String.raw`Load key "C:\\Program Files\\Azure IoT Edge\\id_rsa": Permission denied`),
      messages: ['refused'],
      says: ['may not read'],
      commands: [see, "icacls 'C:\\Program Files\\Azure IoT Edge\\id_rsa' /grant '*S-1-5-18:F' '*S-1-5-32-544:F'"],
    },
    {
      name: 'a login that the VM does not take, on a release whose words are wrapped',
      facts: complaining('ssh failed to execute [iotedge-user@UNKNOWN: Permission denied (publickey).] at line 3101'),
      messages: ['refused'],
    },
  ],
  notApplicable: [],
});
