import { guestText, type FactParser } from './factParser.js';
import { parseHostName } from '../parse/hostName.js';

/** Every fact that rules may read, by its name in the snapshot, with the parser that makes it. One line a fact. */
export const factParsers = {
  'guest.hostName': guestText(parseHostName),
} satisfies Record<string, FactParser<unknown>>;

export type FactId = keyof typeof factParsers;

type ValueOf<P> = P extends FactParser<infer T> ? T : never;

/** The type of each fact once parsed. Never leaves the core, so it can change without a contract number. */
export type FactValues = { readonly [K in FactId]: ValueOf<(typeof factParsers)[K]> };

export const factIds = Object.keys(factParsers) as readonly FactId[];
