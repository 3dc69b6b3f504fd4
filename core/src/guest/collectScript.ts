import allowed from './collect/allowed.sh';
import containers from './collect/containers.sh';
import firewall from './collect/firewall.sh';
import frame from './collect/frame.sh';
import main from './collect/main.sh';
import network from './collect/network.sh';
import questions from './collect/questions.sh';
import system from './collect/system.sh';
import targets from './collect/targets.sh';
import upstream from './collect/upstream.sh';

/** Every section that the script prints, in its order: the part of a guest fact's name after `guest.`. */
// prettier-ignore
export const sections = [
  'release', 'hostName', 'tools', 'clock', 'memory', 'kernelSettings', 'conntrack', 'services',
  'interfaces', 'routes', 'policyRules', 'neighbours', 'networkFiles', 'networkState', 'leases',
  'resolver', 'resolvedConf', 'resolvConf', 'hosts', 'listeners',
  'iptablesVersion', 'iptablesNft', 'iptablesLegacy', 'ip6tablesNft', 'ip6tablesLegacy', 'nftTables', 'ip4save', 'ip6save',
  'containers', 'containerNetworks', 'daemonJson', 'proxySettings', 'upstream',
  'targets', 'dnsProbe', 'nameProbe', 'reach',
] as const;

export type Section = (typeof sections)[number];

const around = (...parts: readonly string[]): string => [frame, allowed, ...parts, main].join('\n');

/** The one script that looks at a guest: all parts, and `main` last, so that what is cut off on its way does nothing. */
export const collectScript = around(system, network, firewall, containers, upstream, targets, questions);

/** For a shell script only: what a reader needs and bash does not. */
const withoutComments = (script: string): string =>
  script
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join('\n');

/** The same script in parts that each stand for themselves, for a guest that cannot unpack: first all that only looks. */
export const lookingParts = [around(system, network, firewall), around(containers, upstream, targets)].map(
  withoutComments,
);

/** Then what asks, once the parts before have told what to ask. */
export const askingPart = withoutComments(around(questions));
