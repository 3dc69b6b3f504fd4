import { toNumber } from '../../ipv4.js';

/** 255.255.240.0 is 20; null for what is no mask of leading ones. */
export const lengthOfMask = (mask: string): number | null => {
  const value = toNumber(mask);
  const length = value === null ? null : 32 - Math.log2(2 ** 32 - value);
  return length !== null && Number.isInteger(length) ? length : null;
};
