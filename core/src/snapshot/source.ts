import { CONTRACT } from '../contract/number.js';
import type { Source } from '../contract/request.js';
import type { Collected, Snapshot } from '../contract/snapshot.js';
import { guestFacts } from '../guest/guestFacts.js';
import type { Surroundings } from '../surroundings.js';
import { readSnapshot, snapshotOf } from './readSnapshot.js';

/** What was collected live, as the same snapshot that would be saved: so a live device and a file are judged alike. */
const assemble = ({ moduleVersion, device, collectedAt, host, guest }: Collected): Snapshot => ({
  kind: 'EflowNetDiag.Snapshot',
  contract: CONTRACT,
  moduleVersion,
  device,
  collectedAt,
  facts: { ...host, ...guestFacts(guest) },
});

/** @throws CoreFault Snapshot... where a file cannot be taken for a snapshot */
export const snapshotFrom = (source: Source, { readFile }: Pick<Surroundings, 'readFile'>): Snapshot => {
  switch (source.from) {
    case 'collected':
      return assemble(source.collected);
    case 'snapshot':
      return snapshotOf(source.snapshot, 'snapshot');
    case 'file':
      return readSnapshot(readFile(source.path), source.path);
  }
};
