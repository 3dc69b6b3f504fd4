import { readFacts } from '../facts/readFacts.js';
import { destinations as destinationsOf } from '../guest/destinations.js';
import { readableScript } from '../guest/guestScript.js';
import { nextCommands } from '../guest/nextCommands.js';
import { hostQuestions as questionsFor } from '../model/host/questions.js';
import { nameOf, readProfile } from '../model/profile.js';
import { snapshotFrom } from '../snapshot/source.js';
import { newNonce, type Handler } from './handler.js';

export { requests } from '../contract/requests/looking.js';

declare const CORE_VERSION: string;

export const guestCommands: Handler<'guestCommands'> = (
  { probe, iotedgeCheck, timeoutSeconds, replies = [], names = [], ...request },
  surroundings,
) => {
  const nonce = request.nonce ?? newNonce(surroundings);
  const profile = readProfile(request.profile);
  const wishes = {
    names: [...names.map(nameOf), ...(profile?.names ?? [])],
    protocol: profile?.protocol ?? null,
  };
  return {
    kind: 'guestCommands',
    nonce,
    ...nextCommands({ nonce, replies, probe, iotedgeCheck, timeoutSeconds, wishes }),
  };
};

export const destinations: Handler<'destinations'> = ({ source, probe, iotedgeCheck }, surroundings) => {
  const snapshot = snapshotFrom(source, surroundings);
  return { kind: 'destinations', destinations: destinationsOf(snapshot, readFacts(snapshot), probe, iotedgeCheck) };
};

export const hostQuestions: Handler<'hostQuestions'> = ({ source }, surroundings) => ({
  kind: 'hostQuestions',
  ...questionsFor(readFacts(snapshotFrom(source, surroundings))),
});

export const guestScript: Handler<'guestScript'> = ({ probe, timeoutSeconds, like }, surroundings) => ({
  kind: 'guestScript',
  script: readableScript({
    nonce: newNonce(surroundings),
    version: CORE_VERSION,
    probe,
    timeoutSeconds,
    like: like === undefined ? null : snapshotFrom(like, surroundings),
  }),
});
