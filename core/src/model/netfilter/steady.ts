import type { Ask } from './oracle.js';

/**
 * Two walks of the same packet at the same moment: what is not known is the same in both, even what changes from packet to
 * packet. Each call gives what the next walk asks.
 */
export const steady = (ask: Ask): (() => Ask) => {
  const chosen = new Map<string, number>();
  return () => {
    const times = new Map<string, number>();
    /** The same question for the n-th time. */
    const keyOf = (question: string): string => {
      const count = (times.get(question) ?? 0) + 1;
      times.set(question, count);
      return `${question} #${count}`;
    };
    const choose: Ask['choose'] = (count, describe) => {
      const key = keyOf(describe(0));
      const known = chosen.get(key) ?? ask.choose(count, describe);
      chosen.set(key, known);
      return known;
    };
    return { ...ask, choose, holds: (key, question) => ask.holds(key ?? keyOf(question), question) };
  };
};
