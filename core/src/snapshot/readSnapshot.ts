import { CONTRACT } from '../contract/number.js';
import { Snapshot } from '../contract/snapshot.js';
import { CoreFault } from '../engine/coreFault.js';
import { guestLook } from '../guest/guestLook.js';
import { isObject } from '../parse/text/json.js';
import { upgraded, upgraders } from './upgrade.js';
import { say } from '../texts/say.js';

/** A text that goes wrong only where it ends was cut off; one that goes wrong before never was JSON. */
const isCutOff = (text: string, error: unknown): boolean => {
  const message = error instanceof Error ? error.message : '';
  const position = /at position (\d+)/.exec(message)?.[1];
  const atEnd =
    position === undefined ? message.includes('end of JSON input') : Number(position) >= text.trimEnd().length;
  return text.startsWith('{') && (atEnd || message.startsWith('Unterminated string'));
};

const parseJson = (text: string, path: string): unknown => {
  const plain = text.replace(/^\uFEFF/, '').trimStart();
  try {
    return JSON.parse(plain);
  } catch (error) {
    if (isCutOff(plain, error))
      throw new CoreFault('SnapshotTruncated', say('The snapshot ends in the middle: it was cut off.'), path);
    throw new CoreFault(
      'SnapshotNotJson',
      say('The file is not JSON: {error}', { error: error instanceof Error ? error.message : String(error) }),
      path,
    );
  }
};

/**
 * What JSON says, as a snapshot of the present contract.
 * @throws CoreFault SnapshotNotOurs, SnapshotContract
 */
export const snapshotOf = (value: unknown, path: string): Snapshot => {
  if (!isObject(value) || value['kind'] !== 'EflowNetDiag.Snapshot')
    throw new CoreFault('SnapshotNotOurs', say('It is JSON, but no snapshot of EflowNetDiag.'), path);
  const current = upgraded(value, CONTRACT, upgraders);
  if (current === null) {
    const number = JSON.stringify(value['contract'] ?? null);
    throw new CoreFault(
      'SnapshotContract',
      say('The snapshot was written under contract {number}, which this version cannot read: its own is {own}.', {
        number,
        own: CONTRACT,
      }),
      path,
    );
  }
  const snapshot = Snapshot.safeParse(current);
  if (snapshot.success) return snapshot.data;
  const issue = snapshot.error.issues[0];
  throw new CoreFault(
    'SnapshotNotOurs',
    say('The snapshot is damaged at {where}: {what}', {
      where: `/${issue?.path.join('/') ?? ''}`,
      what: issue?.message ?? '',
    }),
    path,
  );
};

/**
 * The text of a file: a snapshot, or what the guest script printed on a Linux machine.
 * @throws CoreFault SnapshotNotJson, SnapshotTruncated, SnapshotNotOurs, SnapshotContract
 */
export const readSnapshot = (text: string, path: string): Snapshot =>
  snapshotOf(guestLook(text) ?? parseJson(text, path), path);
