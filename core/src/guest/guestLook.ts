import { GuestOutput, type Envelope } from '../contract/snapshot.js';
import { parseClock } from '../parse/guest/clock.js';
import { parseHostName } from '../parse/host/name.js';
import type { JsonObject } from '../parse/text/json.js';
import { reason } from '../texts/say.js';
import { guestFacts } from './guestFacts.js';

/** What the script of Get-EflowGuestScript prints before all else; what a login says may stand before it. */
const HEAD = /^\uFEFF?EflowNetDiag guest look, version (\d{1,5}\.\d{1,5}\.\d{1,5}), contract (\d{1,6})\r?$/m;
const NONCE = /^@([0-9a-f]{16,64}):A\r?$/m;

const textOf = (envelope: Envelope | undefined): string =>
  GuestOutput.safeParse(envelope?.status === 'ok' ? envelope.value : null).data?.text ?? '';

const timeOf = (envelope: Envelope | undefined): string | null => {
  const clock = parseClock(textOf(envelope));
  const time = clock.ok ? new Date(clock.value.epochSeconds * 1000) : null;
  return time === null || Number.isNaN(time.getTime()) ? null : time.toISOString();
};

/**
 * What the guest script printed on some Linux machine, as a snapshot; null where a text is none. Its clock is the only
 * one there was: it dates the snapshot, and cannot be judged by itself.
 */
export const guestLook = (text: string): JsonObject | null => {
  const head = HEAD.exec(text);
  if (head === null) return null;
  const nonce = NONCE.exec(text)?.[1] ?? '';
  const facts = guestFacts({ status: 'ok', nonce, replies: [text] });
  const name = parseHostName(textOf(facts['guest.hostName']));
  const clock = { status: 'skipped', reason: reason('There was no other clock to compare it with.') };
  return {
    kind: 'EflowNetDiag.Snapshot',
    contract: Number(head[2]),
    moduleVersion: head[1] ?? '',
    device: name.ok ? name.value : 'guest',
    collectedAt: timeOf(facts['guest.clock']),
    facts: { ...facts, 'guest.clock': clock },
  };
};
