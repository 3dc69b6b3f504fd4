import type { Flow } from './flow.js';
import type { RuleStep, Step } from './step.js';

/** How the sender learns of it: an answer that says no, or none. */
export type Sender = 'refused' | 'unreachable' | 'timeOut';

/** Where an accepted packet ends. */
export type Arrival =
  | { readonly where: 'listener'; readonly process: string | null; readonly relay: Decided | null }
  /** The VM itself takes it; `listening` false is never said here, null: the snapshot does not tell. */
  | { readonly where: 'vm' }
  | { readonly where: 'container'; readonly container: string; readonly address: string; readonly port: number }
  | { readonly where: 'network'; readonly device: string; readonly gateway: string | null };

export type Decided =
  | { readonly kind: 'accepted'; readonly arrival: Arrival }
  | { readonly kind: 'dropped'; readonly by: RuleStep }
  | { readonly kind: 'rejected'; readonly by: RuleStep; readonly type: string; readonly sender: Sender }
  | { readonly kind: 'noRoute'; readonly why: string; readonly sender: Sender }
  | { readonly kind: 'rpFilter'; readonly device: string; readonly mode: 'strict' | 'loose' | null }
  | { readonly kind: 'martian'; readonly device: string; readonly why: string }
  | { readonly kind: 'nobodyListening'; readonly where: 'vm' | 'link'; readonly sender: Sender }
  /** A filter whose rules the snapshot does not hold may stop it. */
  | { readonly kind: 'unseen'; readonly what: string }
  /** It arrives, but no answer comes back. */
  | { readonly kind: 'noWayBack'; readonly why: string; readonly by: RuleStep | null };

/** One way that things may be, with what has to hold for it. */
export interface Outcome {
  readonly when: readonly string[];
  readonly verdict: Decided;
  readonly trail: readonly Step[];
  /** The packet as it was where that was decided. */
  readonly end: Flow;
}

export type Verdict =
  | Decided
  | {
      readonly kind: 'depends';
      /** What the snapshot does not tell and decides. */
      readonly on: readonly string[];
      readonly outcomes: readonly Outcome[];
      /** false: only which of the packets it is decides, and nothing that the snapshot does not tell. */
      readonly assumes: boolean;
      /** false: there are more outcomes than were walked. */
      readonly complete: boolean;
    };

/** What became of a packet, and the rules and decisions on its way; for a verdict that depends, those of its first outcome. */
export interface Walk {
  readonly verdict: Verdict;
  readonly trail: readonly Step[];
  readonly end: Flow;
}

const sentences: { readonly [K in Decided['kind']]: (verdict: Extract<Decided, { kind: K }>) => string } = {
  accepted: ({ arrival }) => `accepted ${arrival.where}`,
  dropped: () => 'dropped',
  rejected: ({ type, sender }) => `rejected ${type} ${sender}`,
  noRoute: ({ why, sender }) => `noRoute ${why} ${sender}`,
  rpFilter: ({ device, mode }) => `rpFilter ${device} ${mode ?? ''}`,
  martian: ({ device, why }) => `martian ${device} ${why}`,
  nobodyListening: ({ where, sender }) => `nobodyListening ${where} ${sender}`,
  unseen: ({ what }) => `unseen ${what}`,
  noWayBack: ({ why }) => `noWayBack ${why}`,
};

/** Outcomes with the same key are the same answer to the question, whichever rule gave it. */
export const keyOf = (verdict: Decided): string => sentences[verdict.kind](verdict as never);
