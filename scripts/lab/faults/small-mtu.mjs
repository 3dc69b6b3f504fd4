// @ts-check
import { atRouter } from '../fault-steps.mjs';
import { ip, lanBridge } from '../network.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'small-mtu',
  about: 'the path carries 1280 bytes and the message that says so is dropped: connections open, TLS hangs',
  expects: "TCP opens and TLS gets no answer: the path MTU is smaller than the adapter's",
  finds: 'MTU002',
  async inject(lab) {
    await ip(lab.folder, 'lan', [`link set ${lanBridge} mtu 1280`, 'link set wan mtu 1280']);
    await atRouter(lab, ['-A OUTPUT -p icmp -m icmp --icmp-type fragmentation-needed -j DROP']);
  },
};
