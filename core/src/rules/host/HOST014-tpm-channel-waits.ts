import { defineRule } from '../../engine/rule.js';
import { RUNNING, serviceNamed } from '../../model/host/service.js';
import { hostAdapterName, hostEnd } from '../../model/host/end.js';
import { inGuest, shell } from '../../model/quote.js';
import { usedSwitch } from '../sw/common.js';

const AUTOMATIC = 2;
const plain = (mac: string): string => mac.toLowerCase().replace(/-/g, ':');

export default defineRule({
  id: 'HOST014',
  slug: 'tpm-channel-waits',
  title: 'The VM reaches the TPM of the host',
  severity: 'warning',
  stage: 'application',
  partial: true,
  guide: ['Azure/iotedge-eflow#127', 'Azure/iotedge-eflow#134'],
  requires: ['host.services', 'host.switches', 'host.vmNetwork', 'host.adapters', 'guest.neighbours', 'guest.upstream'],
  uses: ['host.addresses'],
  messages: {
    stopped: {
      text: 'The service EFLOWProxy of this Windows does not run, through which the VM reaches the TPM: provisioning with it is refused.',
      remedy: [{ text: 'Start it; the VM connects again by itself.', command: 'Start-Service -Name EFLOWProxy' }],
    },
    unseen: {
      text: 'The VM waits for the host ({mac}) among its neighbours before it opens the channel to the TPM, and does not see it: on {switch} it never spoke with the address of the host. Provisioning with the TPM times out.',
      remedy: [
        { text: 'Have the VM speak with the host once; the channel then opens by itself.', command: '{ping}' },
        {
          text: 'If the host still does not appear, its firewall or the network separates the two: have ARP and ICMP between them pass.',
          command: "Invoke-EflowVmCommand 'ip neigh show' -ignoreError",
        },
      ],
    },
  },

  check(facts, report) {
    const service = serviceNamed(facts['host.services'], 'EFLOWProxy');
    const { provisioning, dps } = facts['guest.upstream'];
    // The service is there on every host, and needed where the device is provisioned by a service that asks for the TPM.
    const needed = provisioning?.toLowerCase().includes('dps') === true || dps !== null;
    if (service === null || !needed) return 'notApplicable';
    if (service.status !== RUNNING && service.startType !== AUTOMATIC) return 'notApplicable'; // not used
    const used = usedSwitch(facts);
    const alias = hostAdapterName(used?.name ?? '');
    const own = facts['host.adapters'].find(({ name }) => name.toLowerCase() === alias.toLowerCase())?.mac ?? null;
    const mac = own === null ? '' : plain(own);
    const address = hostEnd(used, facts['host.addresses'])?.address ?? null;
    const seen = facts['guest.neighbours'].some((one) => one.mac !== null && plain(one.mac) === mac);
    const stopped = service.status !== RUNNING;
    if (!stopped && (own === null || seen)) return undefined;
    const ping = address === null ? '' : `${inGuest(`ping -c 3 ${shell(address)}`)} -ignoreError`;
    const data = { mac, switch: used?.name ?? '', ping };
    report({
      message: stopped ? 'stopped' : 'unseen',
      target: 'TPM',
      data,
      evidence: [
        stopped
          ? { fact: 'host.services', path: '/EFLOWProxy', observed: service.status, expected: String(RUNNING) }
          : {
              fact: 'guest.neighbours',
              path: '',
              observed: facts['guest.neighbours'].map((one) => one.mac),
              expected: mac,
            },
      ],
    });
    return undefined;
  },
});
