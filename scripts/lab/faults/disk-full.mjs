// @ts-check
import { asRoot } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'disk-full',
  about: 'the data partition is full',
  expects: 'none: a look writes nothing, so a full disk is no obstacle',
  finds: null,
  async inject(lab) {
    await asRoot(
      lab,
      'dd if=/dev/zero of=/var/lib/fill bs=64k 2>/dev/null; df --output=avail /var | tail -1 | grep -qx " *0"',
    );
  },
};
