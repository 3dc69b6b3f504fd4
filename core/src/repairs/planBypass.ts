import { createHash } from 'node:crypto';
import type { BypassPlan, BypassWish } from '../contract/bypassPlan.js';
import type { Snapshot } from '../contract/snapshot.js';
import { CoreFault } from '../engine/coreFault.js';
import { readFacts } from '../facts/readFacts.js';
import { guestCommand } from '../guest/command.js';
import { mainAddress, primary } from '../model/address/vmInterface.js';
import { say } from '../texts/say.js';
import { trace } from '../trace/trace.js';
import script from './bypass.sh';
import guard from './guard.sh';

/** Longer than any step takes, shorter than a person's patience. */
const STEP_SECONDS = 30;

export const bypassScript = `${guard}\n${script}`;

/** What the walk says first: the experiment is to confirm or to refute it. */
const walkOf = (snapshot: Snapshot, { protocol, port }: BypassWish): BypassPlan['walk'] => {
  try {
    const { verdict, sender, message } = trace(snapshot, { from: 'host', to: 'vm', protocol, port, withRules: [] });
    return { verdict, sender, message };
  } catch (error) {
    if (error instanceof CoreFault) return null;
    throw error;
  }
};

const stepsOf = ({ protocol, port, full, seconds }: BypassWish): string[] => [
  full
    ? say(
        'Accept everything at the head of INPUT, FORWARD, OUTPUT and DOCKER-USER, in both back ends: the VM has no firewall meanwhile. No rule is taken out.',
      )
    : say('Accept {port} at the head of INPUT, FORWARD, OUTPUT and DOCKER-USER, in both back ends.', {
        port: `${protocol.toUpperCase()} ${port}`,
      }),
  say(
    'Try a new connection from this host, then close again and compare rule for rule; the guest does so by itself after {seconds} s.',
    { seconds },
  ),
];

/** Plans the guide's experiment (row G26) so that it cannot be left open. */
export const planBypass = (snapshot: Snapshot, wish: BypassWish): BypassPlan => {
  const interfaces = readFacts(snapshot)['guest.interfaces'];
  const card = interfaces.ok ? primary(interfaces.value) : null;
  const address = card === null ? null : (mainAddress(card)?.address ?? null);
  const id = createHash('sha256')
    .update(`bypass ${snapshot.device} ${snapshot.collectedAt} ${JSON.stringify(wish)}`)
    .digest('hex')
    .slice(0, 16);
  const { device, collectedAt } = snapshot;
  const base = { repair: 'firewall-bypass', id, device, collectedAt, wish, walk: walkOf(snapshot, wish) } as const;
  return address === null
    ? {
        ...base,
        state: 'refused',
        reason: say('The address of the VM is not known: nothing could be tried.'),
        address: '',
        steps: [],
      }
    : { ...base, state: 'needed', reason: null, address, steps: stepsOf(wish) };
};

export interface BypassCommands {
  readonly apply: string;
  readonly settle: string;
  readonly revert: string;
}

/** The plan may come from anywhere: its values only become quoted arguments of our own script. */
export const bypassCommands = ({ id, wish }: BypassPlan, nonce: string): BypassCommands => {
  const command = (...rest: string[]): string =>
    guestCommand({ script: bypassScript, nonce, arguments: rest, timeoutSeconds: STEP_SECONDS });
  const { seconds, full, protocol, port } = wish;
  return {
    apply: command('apply', id, String(seconds), full ? 'full' : 'flow', protocol, String(port)),
    settle: command('settle', id),
    revert: command('revert', id),
  };
};
