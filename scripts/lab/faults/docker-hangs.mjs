// @ts-check
import { asRoot } from '../fault-steps.mjs';

/** @type {import('../faults.mjs').Fault} */
export const fault = {
  name: 'docker-hangs',
  about: 'the docker command hangs: the engine does not answer',
  expects: 'what the container engine knows could not be read in time',
  finds: null,
  async inject(lab) {
    await asRoot(
      lab,
      "printf '#!/bin/sh\\nexec sleep 3600\\n' > /run/hang && chmod 755 /run/hang && mount --bind /run/hang /usr/lib/lab/docker",
    );
  },
};
