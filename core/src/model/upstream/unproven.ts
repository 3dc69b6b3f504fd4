import { say } from '../../texts/say.js';

/** Why open ports are not taken for reached hosts. */
export const unproven = (): string =>
  say('Something on the path answers for every address, and TLS was not tried: who took the connection is not known.');

/** Why what the device needs is not taken for reached. */
export const notTried = (targets: readonly string[]): string =>
  say('Whether the VM reaches {targets} could not be tried: their names did not resolve, or nothing was sent.', {
    targets: targets.join(', '),
  });
