import { policyRule, type PolicyRule } from '../../core/src/parse/guest/policyRules.js';
import { raw, type Scene } from '../../scripts/kernel-diff/arbitraries.js';
import type { Shot } from '../../scripts/kernel-diff/bytes.js';
import { BRIDGE, GATEWAY } from '../../scripts/kernel-diff/scene.js';

/** A small scene, and what a kernel (6.18) does with its packet. */
export interface ToldScene {
  readonly name: string;
  readonly scene: Scene;
  /** Where the packet ends: `in`, `out eth0`, or `gone`. */
  readonly ended: string;
  /** The rules that it meets, without those that only trace and without policies. */
  readonly met: readonly string[];
  /** What the sender gets to hear. */
  readonly answer: 'refused' | 'unreachable' | 'timeOut';
  /** Whether it arrives, and no answer comes back. Left out: that is not said. */
  readonly lost?: boolean;
}

export interface Parts {
  readonly raw?: readonly string[];
  readonly nat?: readonly string[];
  readonly mangle?: readonly string[];
  readonly filter?: readonly string[];
  readonly security?: readonly string[];
  /** Policies of INPUT, FORWARD and OUTPUT. */
  readonly policies?: readonly [string, string, string];
}

const table = (name: string, hooks: readonly string[], rules: readonly string[] | undefined): string =>
  rules === undefined ? '' : [`*${name}`, ...hooks.map((hook) => `:${hook} [0:0]`), ...rules, 'COMMIT', ''].join('\n');

export const rulesText = (parts: Parts): string => {
  const [input, forward, output] = parts.policies ?? ['ACCEPT', 'ACCEPT', 'ACCEPT'];
  const open = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'].map((hook) => `${hook} ACCEPT`);
  return [
    `${raw(parts.raw ?? [])}\n`,
    table('mangle', open, parts.mangle),
    table(
      'nat',
      open.filter((hook) => !hook.startsWith('FORWARD')),
      parts.nat,
    ),
    table('filter', [`INPUT ${input}`, `FORWARD ${forward}`, `OUTPUT ${output}`], parts.filter),
    table('security', ['INPUT ACCEPT', 'FORWARD ACCEPT', 'OUTPUT ACCEPT'], parts.security),
  ].join('');
};

const plainSettings: Scene['settings'] = {
  'all/rp_filter': 0,
  'eth0/rp_filter': 0,
  'eth1/rp_filter': 0,
  [`${BRIDGE}/rp_filter`]: 0,
  'docker0/rp_filter': 0,
  'eth0/accept_local': 0,
  'eth1/accept_local': 0,
  'eth0/route_localnet': 0,
  'all/src_valid_mark': 0,
  'eth0/forwarding': 1,
  'bridge/bridge-nf-call-iptables': 1,
};

const knock: Shot = {
  inInterface: 'eth0',
  source: GATEWAY,
  destination: '172.30.230.10',
  protocol: 'tcp',
  sourcePort: 20_000,
  destinationPort: 8883,
  flags: 2,
  icmpType: 8,
};

export const sceneOf = (parts: Parts, shot: Partial<Shot>, more: Partial<Scene> = {}): Scene => ({
  rules: { nft: null, legacy: rulesText(parts) },
  routing: 0,
  shots: [{ ...knock, ...shot }],
  ...more,
  settings: { ...plainSettings, ...more.settings },
});

export const ruled = (...rules: readonly Partial<PolicyRule>[]): Partial<Scene> => ({
  policyRules: rules.map((one, at) => policyRule(910 + 10 * at, one)),
  settings: { 'eth0/rp_filter': 1 },
});

/** A scene in short: the knock at port 8883 but for what is said, and rules of legacy. */
export interface Row {
  readonly name: string;
  readonly parts: Parts;
  readonly shot?: Partial<Shot>;
  readonly more?: Partial<Scene>;
  readonly ended: string;
  /** `filter INPUT 1` ... */
  readonly met?: readonly string[];
  /** Left out: who is let in is refused, as nobody listens there, and all others hear nothing. */
  readonly answer?: ToldScene['answer'];
  readonly lost?: boolean;
}

/** Who is let in hears a refusal, but for what no kernel answers: an echo, a reset, a protocol that the agent listens to. */
const isSilent = ({ protocol, flags }: Partial<Shot>): boolean =>
  protocol === 'icmp' || protocol === 'other' || flags === 4;

export const rowsOf = (rows: readonly Row[]): readonly ToldScene[] =>
  rows.map(({ name, parts, shot = {}, more = {}, ended, met = [], answer, ...rest }) => ({
    ...rest,
    name,
    scene: sceneOf(parts, shot, more),
    ended,
    met: met.map((rule) => `legacy ${rule}`),
    answer: answer ?? (ended === 'in' && !isSilent(shot) ? 'refused' : 'timeOut'),
  }));

/** A condition, whether it fits the packet, and the packet where it is not the knock. */
export type Fit = readonly [condition: string, fits: boolean, shot?: Partial<Shot>];

/** Each condition in a rule of its own that drops what is for the guest; `before`: what else is met. */
export const fitsOf = (fits: readonly Fit[], parts: Parts = {}, before: readonly string[] = []): readonly ToldScene[] =>
  rowsOf(
    fits.map(([condition, does, shot = {}]) => ({
      name: `${condition} ${does ? 'fits' : 'does not fit'}${Object.entries(shot)
        .map(([key, value]) => `, ${key} ${String(value)}`)
        .join('')}`,
      parts: { ...parts, filter: [`-A INPUT ${condition} -j DROP`] },
      shot,
      ended: does ? 'gone' : 'in',
      met: [...before, ...(does ? ['filter INPUT 1'] : [])],
    })),
  );
