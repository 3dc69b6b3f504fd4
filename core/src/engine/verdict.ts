/** The rule that speaks of all others, and first; the rest of them judge. */
export const VERDICT = 'DEV001';
