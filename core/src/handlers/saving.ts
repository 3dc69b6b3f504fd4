import type { Snapshot } from '../contract/snapshot.js';
import { CoreFault } from '../engine/coreFault.js';
import { redact } from '../redact/redact.js';
import { snapshotFrom } from '../snapshot/source.js';
import { say } from '../texts/say.js';
import type { Handler } from './handler.js';

export { requests } from '../contract/requests/saving.js';

/** Facts have ten. What is much deeper can be read, and no longer written: JSON.stringify goes down by the stack. */
const MOST_LEVELS = 100;

const isDeep = (value: unknown): boolean => {
  let level = [value];
  for (let depth = 0; depth <= MOST_LEVELS && level.length > 0; depth += 1)
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? (Object.values(one) as unknown[]) : []));
  return level.length > 0;
};

const assertWritable = ({ facts }: Snapshot): void => {
  for (const [id, fact] of Object.entries(facts))
    if (isDeep(fact))
      throw new CoreFault(
        'SnapshotNotOurs',
        say('The snapshot is damaged at {where}: {what}', {
          where: `/facts/${id}`,
          what: say('it is nested too deep to be written'),
        }),
        id,
      );
};

export const snapshot: Handler<'snapshot'> = ({ source, redact: wanted }, surroundings) => {
  const given = snapshotFrom(source, surroundings);
  if (wanted !== true) {
    assertWritable(given);
    return { kind: 'snapshot', snapshot: given };
  }
  const { report, snapshot: redacted } = redact(given, Buffer.from(surroundings.randomHex(32), 'hex'));
  return { report, kind: 'snapshot', snapshot: redacted };
};
