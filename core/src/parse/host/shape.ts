import * as z from 'zod/mini';
import { isObject } from '../text/json.js';
import { normalMac } from '../text/mac.js';

/**
 * What PowerShell makes of objects: a single one of a list comes bare, none comes as null, names are without regard to
 * case, texts carry blanks at the end. Host facts are read with these pieces, so that each schema says only its shape.
 */

/** A text, trimmed; null where it is missing or blank. */
export const optionalText = z.pipe(
  z.optional(z.nullable(z.union([z.string(), z.number()]))),
  z.transform((value): string | null => {
    const text = value === undefined || value === null ? '' : String(value).trim();
    return text === '' ? null : text;
  }),
);

export const text = z.pipe(
  z.string(),
  z.transform((value): string => value.trim()),
);

/** A number, or the same in digits: serialization flattens some to text. Null where it is missing. */
export const optionalNumber = z.pipe(
  z.optional(z.nullable(z.union([z.number(), z.string().check(z.regex(/^ {0,8}-?\d{0,15} {0,8}$/))]))),
  z.transform((value): number | null => {
    const digits = value === undefined || value === null ? '' : String(value).trim();
    return digits === '' || digits === '-' ? null : Number(digits);
  }),
);

export const number = z.pipe(optionalNumber, z.number());

/** A MAC address in the one form that all facts use; null where there is none. */
export const macText = z.pipe(
  optionalText,
  z.transform((value: string | null) => normalMac(value)),
);

/** A field that not every version of the collectors had: a snapshot without it is as good. */
export const later = <S extends z.ZodMiniType>(schema: S) => z.optional(schema);

const truths = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** A truth value: as such, as 0 and 1, or as PowerShell writes it in a text. Null where it is missing. */
export const optionalFlag = z.pipe(
  z.optional(z.nullable(z.union([z.boolean(), z.number(), z.string()]))),
  z.transform((value): boolean | null =>
    value === undefined || value === null ? null : (truths.get(String(value).trim().toLowerCase()) ?? null),
  ),
);

export const flag = z.pipe(optionalFlag, z.boolean());

/** A list; a bare value is a list of one, null is an empty one. */
export const listOf = <S extends z.ZodMiniType>(item: S) =>
  z.pipe(
    z.transform((value: unknown): unknown =>
      value === undefined || value === null ? [] : Array.isArray(value) ? value.filter((one) => one !== null) : [value],
    ),
    z.array(item),
  );

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const isLower = (name: string): boolean => lowerFirst(name) === name;

/** An object whose names may begin with a capital, as the properties of cmdlets' objects do. */
export const record = <S extends z.core.$ZodShape>(shape: S) =>
  z.pipe(
    z.transform((value: unknown): unknown =>
      isObject(value) && !Object.keys(value).every(isLower)
        ? Object.fromEntries(Object.entries(value).map(([name, one]) => [lowerFirst(name), one]))
        : value,
    ),
    z.object(shape),
  );
