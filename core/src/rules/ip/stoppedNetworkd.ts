import type { ReportedEvidence } from '../../engine/rule.js';
import { NETWORKD, stateText } from '../../model/address/networkd.js';
import type { Service } from '../../model/item.js';

export const startNetworkd = [
  { text: 'Allow it to start.', command: "Invoke-EflowVmCommand 'sudo systemctl unmask systemd-networkd'" },
  {
    text: 'Start it, now and at each start of the VM.',
    command: "Invoke-EflowVmCommand 'sudo systemctl enable --now systemd-networkd'",
  },
] as const;

export const networkdEvidence = (service: Service): ReportedEvidence => ({
  fact: 'guest.services',
  path: `/${NETWORKD}`,
  observed: stateText(service),
  expected: 'loaded, active, running',
});
