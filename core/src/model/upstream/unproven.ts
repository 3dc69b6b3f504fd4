import { say } from '../../texts/say.js';

/** Why open ports are not taken for reached hosts. */
export const unproven = (): string =>
  say('Something on the path answers for every address, and TLS was not tried: who took the connection is not known.');
