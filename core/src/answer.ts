import type { ExitCodeName } from './contract/exitCodes.js';
import { CONTRACT } from './contract/number.js';
import type { Request } from './contract/request.js';
// Nearly every request needs it: it is loaded while the first is still being written.
import './contract/requests/shared.js';
import type { Response } from './contract/response.js';
import { CoreFault } from './engine/coreFault.js';
import { allPrintable, printable } from './engine/printable.js';
import { handlers, type Part } from './handlers/handlers.js';
import { isObject } from './parse/text/json.js';
import type { Surroundings } from './surroundings.js';
import { languageOf } from './texts/language.js';
import { inLanguage } from './texts/say.js';

declare const CORE_VERSION: string;

export interface Answered {
  readonly response: Response;
  readonly exit: ExitCodeName;
}

const head = { contract: CONTRACT, coreVersion: CORE_VERSION } as const;

/** An error may quote what a stranger wrote: V8 does of what is no JSON, and PowerShell shows it in a terminal. */
const failed = (exit: ExitCodeName, id: string, message: string, target: string): Answered => ({
  response: { ...head, kind: 'error', error: { id, message: printable(message), target: printable(target) } },
  exit,
});

/** Where a bug is, on one line. */
const stackOf = (error: unknown): string =>
  error instanceof Error
    ? (error.stack ?? error.message)
        .split('\n')
        .map((line) => line.trim())
        .join(' | ')
    : String(error);

const fieldOf = (value: unknown, name: 'contract' | 'kind'): unknown => (isObject(value) ? value[name] : undefined);

const isKind = (kind: unknown): kind is Request['kind'] => typeof kind === 'string' && Object.hasOwn(handlers, kind);

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const violated = (issues: readonly Issue[]): Answered => {
  const said = issues.slice(0, 5).map(({ path, message }) => `/${path.map(String).join('/')}: ${message}`);
  return failed('contractViolated', 'ContractViolated', said.join('; '), 'request');
};

/** Files and scripts, which nobody is shown by us: a snapshot, a report that each form has escaped in its own way. */
const AS_THEY_ARE: readonly string[] = ['snapshot', 'report', 'guestScript'] satisfies Response['kind'][];

/** The one way out for what is shown: whatever a device calls its things, nothing of an answer is obeyed by a terminal. */
const shown = <B extends { readonly kind: string }>(body: B): B =>
  AS_THEY_ARE.includes(body.kind) ? body : (allPrintable(body) as B);

/** A bug must not take the stream down: it is told like any other error, with its own exit code. */
const carryOut = async (kind: Request['kind'], value: unknown, surroundings: Surroundings): Promise<Answered> => {
  try {
    // It has this kind at least, and no other is asked of it.
    const part = (await handlers[kind]()) as Part<Request['kind']>;
    const request = part.requests[kind].safeParse(value);
    if (!request.success) return violated(request.error.issues);
    const texts = surroundings.textsIn(languageOf(request.data.culture));
    const body = inLanguage(texts, () => part[kind](request.data as never, surroundings));
    return { response: { ...head, ...shown(body) } as Response, exit: 'done' };
  } catch (error) {
    if (error instanceof CoreFault) return failed('refused', error.id, error.message, error.target);
    return failed('bug', 'Bug', stackOf(error), kind);
  }
};

/** Answers one line. Never rejects. */
export const answerLine = async (line: string, surroundings: Surroundings): Promise<Answered> => {
  let value: unknown;
  try {
    // PowerShell 5.1 may put a byte order mark in front of the first line.
    value = JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch (error) {
    return failed('notJson', 'RequestNotJson', error instanceof Error ? error.message : String(error), 'request');
  }
  const number = fieldOf(value, 'contract');
  if (number !== CONTRACT && typeof number === 'number') {
    return failed(
      'contractNumber',
      'ContractMismatch',
      `The request speaks contract ${number}, this core speaks ${CONTRACT}.`,
      'contract',
    );
  }
  const kind = fieldOf(value, 'kind');
  if (isKind(kind)) return carryOut(kind, value, surroundings);
  return violated([{ path: isObject(value) ? ['kind'] : [], message: 'Invalid input' }]);
};
