import { spawnSync } from 'node:child_process';
import { parsePolicyRules } from '../../core/src/parse/guest/policyRules.js';
import type { Parsed } from '../../core/src/parse/text/parsed.js';
import { parseRoutes } from '../../core/src/parse/guest/routes.js';
import { switchRouting, type Routing, type RoutingChoice } from './scene.js';

const inGuest = (guest: string, command: readonly string[], input = ''): string => {
  const done = spawnSync('nsenter', [`--net=/run/netns/${guest}`, ...command], { encoding: 'utf8', input });
  if (done.status !== 0) throw new Error(`${command.join(' ')}: ${done.stderr}`);
  return done.stdout;
};

const valueOf = <T>(read: Parsed<T>): T => {
  if (!read.ok) throw new Error(read.reason);
  return read.value;
};

/** Switches the guest between sets of routes and rules; each is read back once, as the guest's own tools show it. */
export const openRouting = (guest: string): ((choice: RoutingChoice) => Routing) => {
  let current: RoutingChoice = { routing: -1 };
  const known = new Map<string, Routing>();
  const read = (): Routing => ({
    routes: valueOf(parseRoutes(inGuest(guest, ['ip', '-4', '-j', 'route', 'show', 'table', 'all']))),
    policyRules: valueOf(parsePolicyRules(inGuest(guest, ['ip', '-4', 'rule']))),
  });
  return ({ routing, policyRules = [] }) => {
    const choice = { routing, policyRules };
    const key = JSON.stringify(choice);
    if (JSON.stringify(current) !== key)
      inGuest(guest, ['ip', '-batch', '-'], `${switchRouting(current, choice).join('\n')}\n`);
    current = choice;
    const found = known.get(key) ?? read();
    known.set(key, found);
    return found;
  };
};
