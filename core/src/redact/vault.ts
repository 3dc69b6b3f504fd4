import { createHmac } from 'node:crypto';

export type Kind = 'ipv4' | 'ipv6' | 'mac' | 'name' | 'identifier' | 'secret' | 'text';

/** A value of the device, what stands in its place, and in how many places. */
export interface Replaced {
  readonly kind: Kind;
  readonly original: string;
  readonly token: string;
  places: number;
}

/** Makes tokens with a key, and remembers what it replaced. */
export interface Vault {
  /** Pseudo-random bytes that only the holder of the key can tell from others. */
  keyed(purpose: string, value: string): Buffer;
  /** The token between marks, so that a search can tell it from what was left. */
  replace(kind: Kind, original: string, token: string): string;
  readonly replaced: ReadonlyMap<string, Replaced>;
}

/** Of the private use area, where no tool's output has anything; where a device's has, it is taken out first. */
const OPEN = '\ue000';
const CLOSE = '\ue001';
const MARKED = /\ue000[^\ue000\ue001]*\ue001/g;

export const withoutMarks = (text: string): string => text.replace(/[\ue000\ue001]/g, '');

/** For what is public wherever it stands: it stays, and a search passes over it as over a token. */
export const asPublic = (text: string): string => `${OPEN}${text}${CLOSE}`;

/** What is left of a text when all tokens are taken out of it. */
export const withoutTokens = (text: string): string => text.replace(MARKED, OPEN);

export const openVault = (key: Uint8Array): Vault => {
  const replaced = new Map<string, Replaced>();
  const known = new Map<string, Buffer>();
  return {
    replaced,
    keyed: (purpose, value) => {
      const message = `${purpose}\0${value}`;
      const bytes = known.get(message) ?? createHmac('sha256', key).update(message).digest();
      known.set(message, bytes);
      return bytes;
    },
    replace: (kind, original, token) => {
      const earlier = replaced.get(`${kind} ${original}`);
      if (earlier === undefined) replaced.set(`${kind} ${original}`, { kind, original, token, places: 1 });
      else earlier.places += 1;
      return `${OPEN}${token}${CLOSE}`;
    },
  };
};
