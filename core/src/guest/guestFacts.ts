import type { Envelope, Facts, GuestReplies } from '../contract/snapshot.js';
import { sections, type Section } from './sections.js';
import { unframe } from './frame.js';

const factsOf = (envelopeOf: (section: Section) => Envelope): Facts =>
  Object.fromEntries(sections.map((section) => [`guest.${section}`, envelopeOf(section)]));

/** The guest's part of a snapshot. Where nothing came back, every guest fact says why. */
export const guestFacts = (guest: GuestReplies): Facts => {
  if (guest.status !== 'ok') return factsOf(() => guest);
  const unframed = unframe(guest.nonce, guest.replies);
  return factsOf((section) => unframed.sections[section]);
};
