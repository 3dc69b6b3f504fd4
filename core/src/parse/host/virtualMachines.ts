import type * as z from 'zod/mini';
import { listOf, number, record, text } from './shape.js';
import { parsed, type Parsed } from '../text/parsed.js';

/** Get-VM's list, or what "hcsdiag list" printed, line by line. */
export const HostVirtualMachinesAnswer = record({
  hyperV: listOf(record({ name: text, id: text, state: number })),
  hcsdiag: listOf(text),
});

/** A virtual machine that the host runs or could run. */
export interface HostVirtualMachine {
  readonly id: string;
  /** Hyper-V's name of it; null for a compute system. */
  readonly name: string | null;
  /** Who made a compute system: `wssdagent` for EFLOW's; null for a machine of Hyper-V. */
  readonly owner: string | null;
  /** Null where the host says a word for it that is not known. */
  readonly running: boolean | null;
}

/** VMState.Running. */
const RUNNING = 2;

const words: ReadonlyMap<string, boolean> = new Map([
  ['running', true],
  ['created', false],
  ['stopped', false],
  ['paused', false],
  ['saved', false],
  ['savedastemplate', false],
  ['crashed', false],
]);

/** An id on a line of its own, then `    VM,   Running, <runtime id>, wssdagent`. Lists only what is there. */
const readList = (lines: readonly string[]): HostVirtualMachine[] => {
  let id: string | null = null;
  return lines.flatMap((line) => {
    const fields = line.split(',').map((field) => field.trim());
    if (fields.length < 3) {
      id = line.trim() === '' ? id : line.trim();
      return [];
    }
    const running = words.get(fields[1]?.toLowerCase() ?? '') ?? null;
    return id === null ? [] : [{ id, name: null, owner: fields.at(-1) ?? null, running }];
  });
};

export const readVirtualMachines = ({
  hyperV,
  hcsdiag,
}: z.infer<typeof HostVirtualMachinesAnswer>): Parsed<readonly HostVirtualMachine[]> =>
  parsed([
    ...hyperV.map(({ name, id, state }) => ({ id, name, owner: null, running: state === RUNNING })),
    ...readList(hcsdiag),
  ]);
