/** What was made from the parts that lead here, and where further parts lead. */
interface Made<T> {
  readonly further: Map<unknown, Made<T>>;
  made?: { readonly value: T };
}

const nothingMade = <T>(): Made<T> => ({ further: new Map() });

/**
 * Makes a thing once for an object and for what else it is made from, compared one by one: many rules ask for the same. What
 * was made is forgotten with the object.
 */
export const remembering = <T>(): ((of: object, from: readonly unknown[], make: () => T) => T) => {
  const all = new WeakMap<object, Made<T>>();
  return (of, from, make) => {
    let known = all.get(of) ?? nothingMade<T>();
    all.set(of, known);
    for (const part of from) {
      const next = known.further.get(part) ?? nothingMade<T>();
      known.further.set(part, next);
      known = next;
    }
    known.made ??= { value: make() };
    return known.made.value;
  };
};
