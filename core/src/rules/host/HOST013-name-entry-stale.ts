import { defineRule } from '../../engine/rule.js';
import { kindOf } from '../../model/host/switchKind.js';
import { cards, ipv4Of } from '../../model/address/vmInterface.js';
import { usedSwitch } from '../sw/common.js';

const firstLabel = (name: string): string => name.toLowerCase().split('.')[0] ?? '';

export default defineRule({
  id: 'HOST013',
  slug: 'name-entry-stale',
  title: 'The name of the VM on this Windows leads to its address',
  severity: 'warning',
  stage: 'names',
  partial: true,
  guide: ['Azure/iotedge-eflow#314'],
  requires: ['host.hostsIcs', 'host.vmName', 'host.switches', 'host.vmNetwork', 'guest.interfaces'],
  messages: {
    stale: {
      text: 'On this Windows the name {name} leads to {address} (hosts.ics), but the VM has {own}: programs that use the name do not reach it.',
      remedy: [
        {
          text: 'Restart the service that writes the file. VMs on the Default Switch lose their connections for some seconds.',
          command: 'Restart-Service -Name SharedAccess -Force',
        },
        { text: 'Meanwhile use the address.', command: 'Get-EflowVmAddr' },
      ],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    if (used === null || kindOf(used) !== 'default') return 'notApplicable'; // an old file that nobody asks
    const entries = facts['host.hostsIcs'];
    const own = cards(facts['guest.interfaces']).flatMap((card) => ipv4Of(card).map(({ address }) => address));
    const vm = firstLabel(facts['host.vmName']);
    const named = (entries ?? []).filter(({ names }) => names.some((name) => firstLabel(name) === vm));
    if (named.length === 0 || own.length === 0) return 'notApplicable';
    const [entry] = named;
    if (entry === undefined || named.some(({ address }) => own.includes(address))) return undefined;
    report({
      message: 'stale',
      target: entry.names[0] ?? vm,
      data: { name: entry.names[0] ?? vm, address: entry.address, own: own.join(', ') },
      evidence: [{ fact: 'host.hostsIcs', path: '', observed: entry, expected: own.join(' or ') }],
    });
    return undefined;
  },
});
