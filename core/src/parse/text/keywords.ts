/**
 * What iproute2 prints as words in a row, a keyword and its value: `via 10.0.0.1 dev eth0 metric 1024`. Words that are no
 * keyword are passed over; a value is never taken for a keyword, whatever an interface is called. The first one counts.
 */
export const valuesAfter = (words: readonly string[], keywords: readonly string[]): ReadonlyMap<string, string> => {
  const values = new Map<string, string>();
  for (let at = 0; at < words.length - 1; at += 1) {
    const [word = '', value = ''] = [words[at], words[at + 1]];
    if (!keywords.includes(word)) continue;
    if (!values.has(word)) values.set(word, value);
    at += 1;
  }
  return values;
};
