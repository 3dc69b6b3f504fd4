import type * as z from 'zod/mini';
import { MOST_ENTRIES, MOST_NAMES } from '../contract/profile.js';
import { LONGEST_REASON, LONGEST_TARGET, MOST_SUPPRESSIONS } from '../contract/suppression.js';
import { CoreFault } from '../engine/coreFault.js';
import { printable } from '../engine/printable.js';
import { say } from '../texts/say.js';

type Issue = z.core.$ZodIssue;
type Way = readonly PropertyKey[];

/** What is shown of the name of a property that there is not. */
const LONGEST = 60;

/** As PowerShell would reach it: suppressions[0].expires. What the caller wrote is shown without what a terminal would obey. */
const placeOf = (way: Way): string => {
  const parts = way.map((part) =>
    typeof part === 'number' ? `[${part}]` : `.${printable(String(part).slice(0, LONGEST))}`,
  );
  return parts.join('').slice(1);
};

export const notValid = (way: Way, why: string): CoreFault => {
  const where = placeOf(way);
  return new CoreFault(
    'ProfileNotValid',
    say('The device profile is not valid ({where}): {why}', { where, why }),
    where,
  );
};

/** Where one value or a list of them may stand, what is wrong within the list says more than that it is not one value. */
const deepest = (issue: Issue): Issue => {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors
    .flat()
    .map(deepest)
    .reduce<Issue>((best, one) => (one.path.length > best.path.length ? one : best), { ...issue, path: [] });
  return { ...inner, path: [...issue.path, ...inner.path] };
};

const isThere = (value: unknown, way: Way): boolean => {
  const end = way.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null && Object.hasOwn(at, part) ? at[part as never] : undefined),
    value,
  );
  return end !== undefined;
};

/** What each property takes: never what was given, which may be a password. */
const wanted = (): Readonly<Record<string, string>> => ({
  protocol: say('Amqp, AmqpWs, Mqtt or MqttWs'),
  gateway: say('true or false'),
  inboundPorts: say('a port such as 8883 or 5353/udp, or a list of at most {most}', { most: MOST_ENTRIES }),
  closedPorts: say('a port such as 8883 or 5353/udp, or a list of at most {most}', { most: MOST_ENTRIES }),
  internalNetworks: say('a network such as 10.1.0.0/16, or a list of at most {most}', { most: MOST_ENTRIES }),
  proxy: say('a proxy such as http://proxy:3128, without user and password, or an empty text'),
  names: say('a name such as files.contoso.com:443, or a list of at most {most}', { most: MOST_NAMES }),
  suppressions: say('a list of at most {most} suppressions', { most: MOST_SUPPRESSIONS }),
  rule: say('the id of one rule, such as NF001'),
  target: say('the target of a finding, of at most {most} characters', { most: LONGEST_TARGET }),
  reason: say('a reason, of at most {most} characters', { most: LONGEST_REASON }),
  expires: say('a day such as 2027-03-31'),
});

const wantedAt = (way: Way, known: readonly string[]): string => {
  const last = way.at(-1);
  const isObject = last === undefined || (way[0] === 'suppressions' && typeof last === 'number');
  const name = way.findLast((part) => typeof part === 'string');
  return isObject ? say('an object of {known}', { known: known.join(', ') }) : (wanted()[name ?? ''] ?? '');
};

/** What is wrong with a profile that does not fit its schema: where, and what would fit there. */
export const faultOf = (
  issues: readonly Issue[],
  value: unknown,
  knownAt: (way: Way) => readonly string[],
): CoreFault => {
  const [first] = issues;
  if (first === undefined) throw new Error('What fits has no fault.');
  const issue = deepest(first);
  const known = knownAt(issue.path);
  if (issue.code === 'unrecognized_keys')
    return notValid([...issue.path, issue.keys[0] ?? ''], say('it has only {known}.', { known: known.join(', ') }));
  const what = wantedAt(issue.path, known);
  return notValid(
    issue.path,
    isThere(value, issue.path)
      ? say('{wanted} is expected.', { wanted: what })
      : say('{wanted} is missing.', { wanted: what }),
  );
};
