import type * as z from 'zod/mini';
import { GuestOutput } from '../contract/snapshot.js';
import { say } from '../texts/say.js';
import { parsed, type Parsed } from '../parse/text/parsed.js';

/** Turns the value of an `ok` envelope into a typed fact. */
export type FactParser<T> = (value: unknown) => Parsed<T>;

/** A guest fact is what a probe printed. A probe that was ended by its time limit gives no fact: half an answer is none. */
export const guestText =
  <T>(parse: (text: string) => Parsed<T>): FactParser<T> =>
  (value) => {
    const output = GuestOutput.safeParse(value);
    if (!output.success)
      return { ok: false, reason: say('The snapshot holds something else than the output of a probe.') };
    const { text, exitCode, truncated } = output.data;
    if (exitCode === 124 || exitCode === 137)
      return { ok: false, reason: say('The probe did not end within its time limit.') };
    if (truncated === true) return { ok: false, reason: say('The probe printed more than its limit.') };
    if (exitCode !== 0) {
      const printed = JSON.stringify(text.slice(0, 80));
      return { ok: false, reason: say('The probe failed with exit code {exitCode}: {printed}', { exitCode, printed }) };
    }
    return parse(text);
  };

const checked = <S extends z.ZodMiniType>(schema: S, value: unknown): Parsed<z.infer<S>> => {
  const result = schema.safeParse(value);
  if (result.success) return parsed(result.data);
  const issue = result.error.issues[0];
  const where = `/${issue?.path.join('/') ?? ''}`;
  return {
    ok: false,
    reason: say('The collected value has another shape at {where}: {what}', { where, what: issue?.message ?? '' }),
  };
};

/** A host fact is a plain value of a known shape. */
export const hostValue =
  <S extends z.ZodMiniType>(schema: S): FactParser<z.infer<S>> =>
  (value) =>
    checked(schema, value);

/** A host fact whose plain value is read further, once its shape is known. */
export const hostAnswer =
  <S extends z.ZodMiniType, T>(schema: S, read: (value: z.infer<S>) => Parsed<T>): FactParser<T> =>
  (value) => {
    const answer = checked(schema, value);
    return answer.ok ? read(answer.value) : answer;
  };
