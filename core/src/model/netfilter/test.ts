import type { Ask } from './oracle.js';
import type { Flow } from './flow.js';
import type { Fib } from './routing.js';
import type { BackEndName } from './world.js';

/** What a test may look at beside the packet. */
export interface Sight {
  readonly fib: Fib;
  readonly ask: Ask;
  /** Whose rule it is; left out where it does not matter. */
  readonly backEnd?: BackEndName;
}

/** One condition of a rule. */
export interface Test {
  /** As the rule writes it. */
  readonly text: string;
  readonly holds: (flow: Flow, sight: Sight) => boolean;
  /** Whether the answer can depend on what no snapshot tells: such tests come last, so that they are asked only where they decide. */
  readonly uncertain: boolean;
}

export const certain = (text: string, holds: Test['holds']): Test => ({ text, holds, uncertain: false });

/** What MAKE tests, turned around where a rule has it with a "!". What is not known is asked without that. */
export const turned = (negated: boolean, text: string, make: (text: string) => Test): Test => {
  if (!negated) return make(text);
  const { holds, uncertain } = make(text.replace('! ', ''));
  return { text, holds: (flow, sight) => !holds(flow, sight), uncertain };
};

/** A condition on what a snapshot does not hold. `key`: the same packet gets the same answer wherever it is asked again. */
export const unknowable = (text: string, key: string | null): Test => ({
  text,
  holds: (_flow, { ask }) => ask.holds(key, text),
  uncertain: true,
});
