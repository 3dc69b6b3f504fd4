// The script for the guest, run in a guest of the lab as the module runs it.
import assert from 'node:assert/strict';
import { openLab, type Lab } from '../../scripts/lab/lab-api.mjs';
import type { IotedgeCheck, ProbeLevel } from '../../core/src/contract/request.js';
import type { Snapshot } from '../../core/src/contract/snapshot.js';
import { readFacts, type FactTable } from '../../core/src/facts/readFacts.js';
import { guestFacts } from '../../core/src/guest/guestFacts.js';
import { nextCommands } from '../../core/src/guest/nextCommands.js';
import { needLab } from './lab-support.js';

const nonce = '5a'.repeat(16);

export interface Looked {
  readonly snapshot: Snapshot;
  readonly table: FactTable;
  /** How many commands it took. */
  readonly sessions: number;
}

/** As the module does it: the commands that the core gives, until it gives none. */
export const look = async (
  lab: Lab,
  probe: ProbeLevel = 'standard',
  iotedgeCheck: IotedgeCheck = 'no',
): Promise<Looked> => {
  const replies: string[] = [];
  const next = () => nextCommands({ nonce, replies, probe, iotedgeCheck, timeoutSeconds: 60 }).commands;
  for (let commands = next(); commands.length > 0; commands = next())
    for (const command of commands) replies.push((await lab.exec(command)).stdout);
  const facts = guestFacts({ status: 'ok', nonce, replies });
  const snapshot = {
    kind: 'EflowNetDiag.Snapshot',
    contract: 1,
    moduleVersion: '0',
    device: 'd',
    collectedAt: '2026-01-01T00:00:00Z',
    facts,
  } as const;
  return { snapshot, table: readFacts(snapshot), sessions: replies.length };
};

export const valueOf = <K extends keyof FactTable>(table: FactTable, id: K) => {
  const fact = table[id];
  assert.ok(fact.ok, fact.ok ? '' : `${id}: ${fact.reason}`);
  return fact.value as Extract<FactTable[K], { ok: true }>['value'];
};

/** A lab of the suite's own, up while its tests run. */
export const openLookLab = (name: string, options: Parameters<typeof openLab>[0]): Lab => {
  const lab = openLab({ name: `${name}-${process.pid}`, ...options });
  before(async function () {
    await needLab(this);
    await lab.up();
  });
  after(() => lab.down());
  return lab;
};
