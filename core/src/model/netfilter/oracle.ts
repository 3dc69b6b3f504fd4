/** Answers what a snapshot leaves open, one way at a time; each way is walked. */
export interface Ask {
  /** One of `count` things that may be, of which a snapshot does not tell which is. */
  readonly choose: (count: number, describe: (index: number) => string) => number;
  /** One of `count` parts of a set of packets that fare differently. */
  readonly split: (count: number, describe: (index: number) => string) => number;
  /** One of such parts; they are worked out once for all the ways that come by. A single part is no decision. */
  readonly part: <T>(parts: () => readonly T[], describe: (part: T) => string) => T;
  /** Whether something holds that a snapshot cannot tell. The same key gets the same answer within one walk. */
  readonly holds: (key: string | null, question: string) => boolean;
}

export interface Way<T> {
  readonly value: T;
  /** Which packets, and what was assumed, to come here. */
  readonly when: () => readonly string[];
  /** Whether anything was assumed. */
  readonly assumes: boolean;
}

export interface Ways<T> {
  readonly ways: readonly Way<T>[];
  /** false: there are more ways than were walked. */
  readonly complete: boolean;
}

interface Decision {
  taken: number;
  readonly count: number;
  readonly parts: readonly unknown[];
}

const decisionOf = (parts: readonly unknown[]): Decision => {
  if (parts.length === 0) throw new Error('A set of packets without a part.');
  return { taken: 0, count: parts.length, parts };
};

/** Texts are made when somebody reads them: most ways nobody asks about. */
type Told = (() => string)[];

const scripted = (script: Decision[], when: Told, assumed: Told): Ask => {
  let at = 0;
  const answers = new Map<string, boolean>();
  const take = (count: number, describe: (index: number) => string, ...notes: Told[]): number => {
    const decision = script[at] ?? { taken: 0, count, parts: [] };
    script[at] = decision;
    at += 1;
    const { taken } = decision;
    for (const list of notes) list.push(() => describe(taken));
    return taken;
  };
  const choose: Ask['choose'] = (count, describe) => take(count, describe, when, assumed);
  const split: Ask['split'] = (count, describe) => take(count, describe, when);
  const part = <T>(parts: () => readonly T[], describe: (one: T) => string): T => {
    const decision = (script[at] ??= decisionOf(parts()));
    at += 1;
    const chosen = decision.parts[decision.taken] as T;
    if (decision.count > 1) when.push(() => describe(chosen));
    return chosen;
  };
  const holds: Ask['holds'] = (key, question) => {
    const known = key === null ? undefined : answers.get(key);
    if (known !== undefined) return known;
    const answer = choose(2, (index) => (index === 0 ? question : `not: ${question}`)) === 0;
    if (key !== null) answers.set(key, answer);
    return answer;
  };
  return { choose, split, part, holds };
};

/** The next way in order, or false when all were walked. */
const advance = (script: Decision[]): boolean => {
  for (let last = script.at(-1); last !== undefined; last = script.at(-1)) {
    if (last.taken + 1 < last.count) {
      last.taken += 1;
      return true;
    }
    script.pop();
  }
  return false;
};

/** Walks every way that what is not known allows, at most `limit` of them. */
export const explore = <T>(walk: (ask: Ask) => T, limit: number): Ways<T> => {
  const script: Decision[] = [];
  const ways: Way<T>[] = [];
  do {
    if (ways.length === limit) return { ways, complete: false };
    const when: Told = [];
    const assumed: Told = [];
    ways.push({
      value: walk(scripted(script, when, assumed)),
      when: () => when.map((text) => text()),
      assumes: assumed.length > 0,
    });
  } while (advance(script));
  return { ways, complete: true };
};
