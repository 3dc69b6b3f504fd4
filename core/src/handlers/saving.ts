import { redact } from '../redact/redact.js';
import { snapshotFrom } from '../snapshot/source.js';
import type { Handler } from './handler.js';

export const snapshot: Handler<'snapshot'> = ({ source, redact: wanted }, surroundings) => {
  const given = snapshotFrom(source, surroundings);
  if (wanted !== true) return { kind: 'snapshot', snapshot: given };
  const { report, snapshot: redacted } = redact(given, Buffer.from(surroundings.randomHex(32), 'hex'));
  return { report, kind: 'snapshot', snapshot: redacted };
};
