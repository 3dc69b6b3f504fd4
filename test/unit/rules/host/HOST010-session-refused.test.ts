import rule from '../../../../core/src/rules/host/HOST010-session-refused.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const closed = 'ssh_exchange_identification: Connection closed by remote host';
const unanswered = 'ssh: connect to host 172.27.113.9 port 22: Connection timed out';
const release = (version: string, words: string, source: 'vm' | 'agent' = 'agent') => ({
  'host.complaints': [words],
  'host.vmAddress': { ...facts['host.vmAddress'], source },
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
      name: 'no answer, after a session that opened in the same look',
      facts: release('1.1.2212.12122', unanswered, 'vm'),
      messages: ['limited'],
      says: ['another session opened'],
      commands: [],
    },
    {
      name: 'no answer at all, on a release with TCP: which of both it is nothing tells',
      facts: release('1.1.2212.12122', unanswered),
      messages: ['silent'],
      says: ['hangs', 'for a minute'],
      commands: ['Stop-EflowVm; Start-EflowVm'],
    },
    {
      name: 'no answer also after a minute without asking',
      facts: release(
        '1.1.2212.12122',
        `No session with the guest, nor after a minute without asking it: ${unanswered}`,
      ),
      messages: ['refused'],
    },
    {
      name: 'no answer on port 22 of a release that is not known',
      facts: release('', unanswered),
      messages: ['silent'],
    },
    {
      name: 'no answer on a release with Hyper-V sockets, which has no such limit',
      facts: release('1.5.1.28104', 'ssh failed to execute [Connection timed out] at line 3101', 'vm'),
      messages: ['refused'],
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
