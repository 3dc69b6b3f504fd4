// @ts-check

/** A small generator of numbers (mulberry32), so that a seed always chooses the same pairs. @param {number} seed */
const random = (seed) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** @param {readonly string[]} names @param {number} count @param {number} seed @returns {string[][]} that many different pairs */
export const pairsOf = (names, count, seed) => {
  const next = random(seed);
  return names
    .flatMap((a, index) => names.slice(index + 1).map((b) => ({ pair: [a, b], order: next() })))
    .sort((a, b) => a.order - b.order)
    .slice(0, count)
    .map(({ pair }) => pair);
};
