import { printable } from '../engine/printable.js';
import { say, tellReason } from '../texts/say.js';

export interface RepairReply {
  readonly ok: boolean;
  /** applied, committed, reverted, drift, busy or failed. */
  readonly state: string;
  readonly message: string;
  /** A hash or a number, where the step tells one. */
  readonly detail: string | null;
}

/** What counts as success of each step; anything else is told as it is. */
const good = new Set(['applied', 'committed', 'reverted']);

const line = /^EFLOWNETDIAG ([0-9a-f]{8,64}) ([a-z]{1,16}) ([A-Za-z0-9+/=]{0,65536})(?: (-|[0-9a-f]{1,64}))?$/;

/** What guestCommand answers where the guest lacks a program that the script needs. */
const lacking = /^@([0-9a-f]{8,64}):M:([a-z0-9]{1,16})$/;

/** Finds the guest's one line in what came back; other programs may have written around it. */
export const readRepairReply = (nonce: string, reply: string): RepairReply => {
  for (const text of reply.split('\n')) {
    const [, asked, tool] = lacking.exec(text.trim()) ?? [];
    if (asked === nonce && tool !== undefined) {
      return {
        ok: false,
        state: 'failed',
        message: say('The guest has no {tool} that can be used; nothing was changed.', { tool }),
        detail: null,
      };
    }
    const [, seen, state, message, detail] = line.exec(text.trim()) ?? [];
    if (seen === nonce && state !== undefined && message !== undefined) {
      return {
        ok: good.has(state),
        state,
        message: tellReason(Buffer.from(message, 'base64').toString('utf8').trim()),
        detail: detail === undefined || detail === '-' ? null : detail,
      };
    }
  }
  return { ok: false, state: 'failed', message: say('The guest gave no answer that could be read.'), detail: null };
};

/** A sentence has less; what a guest says without end is cut. */
const LONGEST = 1_000;

/** The same to be shown: on one line, and nothing in it that a terminal obeys. */
export const toldReply = (nonce: string, reply: string): RepairReply => {
  const read = readRepairReply(nonce, reply);
  return { ...read, message: printable(read.message.split('\n').join(' ')).slice(0, LONGEST) };
};
