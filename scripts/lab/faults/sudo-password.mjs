// @ts-check
import { rmSync } from 'node:fs';
import { guestFile } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'sudo-password',
  about: 'sudo asks for a password',
  expects: "the guest's user cannot become root without a password",
  finds: null,
  async inject(lab) {
    rmSync(guestFile(lab, 'etc/sudoers.d/iotedge-user'));
  },
};
