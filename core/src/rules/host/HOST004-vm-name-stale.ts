import { defineRule } from '../../engine/rule.js';

export default defineRule({
  id: 'HOST004',
  slug: 'vm-name-stale',
  title: 'The name of the VM follows the name of the host',
  severity: 'information',
  stage: 'names',
  partial: true,
  guide: ['Azure/iotedge-eflow#314'],
  requires: ['host.vmName', 'host.system'],
  messages: {
    stale: {
      text: 'This Windows is called {host}, but the VM is called {vm}: it keeps the name that the host had when it was deployed. On the Default Switch it is reached as {vm}.mshome.net.',
      note: true,
      remedy: [{ text: 'Use the name of the VM, or its address.', command: 'Get-EflowVmName; Get-EflowVmAddr' }],
    },
  },

  check(facts, report) {
    const vm = facts['host.vmName'];
    const { computerName } = facts['host.system'];
    if (vm.toLowerCase() === `${computerName}-EFLOW`.toLowerCase()) return undefined;
    report({
      message: 'stale',
      target: vm,
      data: { host: computerName, vm },
      evidence: [{ fact: 'host.vmName', path: '', observed: vm, expected: `${computerName}-EFLOW` }],
    });
    return undefined;
  },
});
