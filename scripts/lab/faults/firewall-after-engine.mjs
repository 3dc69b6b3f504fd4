// @ts-check
import { editGuestFile } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'firewall-after-engine',
  about:
    "at boot the firewall's script runs after the container engine and empties its tables (the units name no order)",
  expects: 'the engine publishes ports and its chains are missing',
  finds: 'NF004',
  restarts: true,
  async inject(lab) {
    editGuestFile(lab, 'etc/systemd/system/docker.service.d/10-boot-order.conf', (text) =>
      text.replace('After=iptables.service', 'Before=iptables.service'),
    );
    await lab.restartGuest();
  },
};
