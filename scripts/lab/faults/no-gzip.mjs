// @ts-check
import { restartWithout } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'no-gzip',
  about: 'the image lacks gzip',
  expects: 'none: the diagnosis says that it needed more calls',
  finds: null,
  restarts: true,
  async inject(lab) {
    await restartWithout(lab, ['gzip', 'gunzip', 'zcat']);
  },
};
