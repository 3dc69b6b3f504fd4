import allowed from './collect/allowed.sh';
import budget from './collect/budget.sh';
import clock from './collect/clock.sh';
import connections from './collect/connections.sh';
import containers from './collect/containers.sh';
import dns from './collect/dns.sh';
import engine from './collect/engine.sh';
import firewall from './collect/firewall.sh';
import frame from './collect/frame.sh';
import gateway from './collect/gateway.sh';
import looks from './collect/looks.sh';
import main from './collect/main.sh';
import names from './collect/names.sh';
import network from './collect/network.sh';
import paths from './collect/paths.sh';
import proxies from './collect/proxies.sh';
import questions from './collect/questions.sh';
import requested from './collect/requested.sh';
import system from './collect/system.sh';
import targets from './collect/targets.sh';
import timeServers from './collect/timeServers.sh';
import upstream from './collect/upstream.sh';

/** For a shell script only: what a reader needs and bash does not. */
const withoutComments = (script: string): string =>
  script
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join('\n');

/** `main` last, so that what is cut off on its way does nothing. */
const around = (...parts: readonly string[]): string => withoutComments([frame, allowed, ...parts, main].join('\n'));

/** The one script that looks at a guest: all parts. */
export const collectScript = around(
  looks,
  system,
  network,
  firewall,
  engine,
  containers,
  proxies,
  upstream,
  timeServers,
  targets,
  budget,
  questions,
  dns,
  names,
  connections,
  paths,
  gateway,
  clock,
  requested,
);

/** The same script in parts that each stand for themselves, for a guest that cannot unpack: first all that only looks. */
export const lookingParts = [
  around(looks, system, network, firewall, engine, containers),
  around(looks, engine, proxies, upstream, timeServers, targets),
] as const;

/** Then what asks, once the parts before have told what to ask. */
export const askingParts = {
  connections: around(budget, questions, dns, names, connections, paths),
  surroundings: around(budget, questions, dns, gateway, clock, requested),
};
