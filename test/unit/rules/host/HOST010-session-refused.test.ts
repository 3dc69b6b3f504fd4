import rule from '../../../../core/src/rules/host/HOST010-session-refused.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const closed = 'ssh_exchange_identification: Connection closed by remote host';
const release = (version: string, words: string) => ({
  'host.complaints': [words],
  'host.eflow': { ...facts['host.eflow'], version },
});

testRule(rule, {
  pass: [
    { name: 'no complaint', facts },
    { name: 'a VM that is off', facts: release('1.5.1.28104', 'Cannot process request, EFLOW VM is OFF!') },
  ],
  fail: [
    {
      name: 'the fourth connection within a minute, on a release with TCP',
      facts: release('1.1.2212.12122', closed),
      messages: ['limited'],
      says: ['three connections a minute', 'no fault of the network'],
    },
    {
      name: 'a login service that is gone, on a release with TCP: also after a minute in which nobody asked',
      facts: release('1.1.2212.12122', `No session with the guest, nor after a minute without asking it: ${closed}`),
      messages: ['refused'],
    },
    {
      name: 'the words of ssh.exe alone',
      facts: release('1.1.2212.12122', 'ssh: connect to host 172.27.113.9 port 22: Connection timed out'),
      messages: ['limited'],
    },
    {
      name: 'a session that ends, on a release with Hyper-V sockets (Azure/iotedge-eflow#279)',
      facts: release('1.4.10.15222', closed),
      messages: ['refused'],
      commands: ['Stop-EflowVm; Start-EflowVm'],
    },
    {
      name: 'a login service that never answered, on a release with TCP',
      facts: release('1.1.2212.12122', 'Unable to connect virtual machine with SSH. Aborting..'),
      messages: ['refused'],
    },
  ],
  notApplicable: [],
});
