import { CONTRACT } from '../contract/number.js';
import { Snapshot } from '../contract/snapshot.js';
import { CoreFault } from '../engine/coreFault.js';

/** A text that ends in the middle of JSON was cut off; one that goes wrong before its end never was JSON. */
const looksCutOff = (text: string, error: unknown): boolean => {
  const message = error instanceof Error ? error.message : '';
  return /^\s*\{/.test(text) && /Unexpected end of JSON input|Unterminated string|Expected .* after .* in JSON at position/.test(message) && atEnd(text, message);
};

const atEnd = (text: string, message: string): boolean => {
  const position = /position (\d+)/.exec(message)?.[1];
  return position === undefined || Number(position) >= text.trimEnd().length;
};

const parseJson = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    if (looksCutOff(text, error)) throw new CoreFault('SnapshotTruncated', 'The snapshot ends in the middle: it was cut off.', path);
    throw new CoreFault('SnapshotNotJson', `The file is not JSON: ${error instanceof Error ? error.message : String(error)}`, path);
  }
};

/** @throws CoreFault SnapshotNotJson, SnapshotTruncated, SnapshotNotOurs, SnapshotContract */
export const readSnapshot = (text: string, path: string): Snapshot => {
  const value = parseJson(text, path);
  const known = typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'EflowNetDiag.Snapshot';
  if (!known) throw new CoreFault('SnapshotNotOurs', 'The file is JSON, but no snapshot of EflowNetDiag.', path);
  if (!('contract' in value) || value.contract !== CONTRACT) {
    const number = JSON.stringify('contract' in value ? value.contract : null);
    throw new CoreFault('SnapshotContract', `The snapshot was written under contract ${number}; this version reads ${CONTRACT}.`, path);
  }
  const snapshot = Snapshot.safeParse(value);
  if (snapshot.success) return snapshot.data;
  const issue = snapshot.error.issues[0];
  throw new CoreFault('SnapshotNotOurs', `The snapshot is damaged at /${issue?.path.join('/') ?? ''}: ${issue?.message ?? ''}`, path);
};
