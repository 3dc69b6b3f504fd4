// @ts-check
import { editGuestFile, restartWithout } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'no-bash',
  about: 'the image lacks bash, and its user has another shell',
  expects: 'the guest has no bash, which the diagnosis needs',
  finds: null,
  restarts: true,
  async inject(lab) {
    editGuestFile(lab, 'etc/passwd', (text) => text.replaceAll('/bin/bash', '/bin/sh'));
    await restartWithout(lab, ['bash']);
  },
};
