interface Made<T> {
  readonly from: readonly unknown[];
  readonly value: T;
}

/**
 * Makes a thing once for an object and for what else it is made from, compared one by one: many rules ask for the same. What
 * was made is forgotten with the object.
 */
export const remembering = <T>(): ((of: object, from: readonly unknown[], make: () => T) => T) => {
  const all = new WeakMap<object, Made<T>[]>();
  return (of, from, make) => {
    const known = all.get(of) ?? [];
    if (known.length === 0) all.set(of, known);
    const same = known.find((one) => one.from.every((part, index) => part === from[index]));
    if (same !== undefined) return same.value;
    const value = make();
    known.push({ from, value });
    return value;
  };
};
