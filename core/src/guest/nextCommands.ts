import { MOST_NAMES } from '../contract/profile.js';
import type { IotedgeCheck, ProbeLevel } from '../contract/request.js';
import { GuestOutput } from '../contract/snapshot.js';
import { CoreFault } from '../engine/coreFault.js';
import { askingParts, collectScript, lookingParts } from './collectScript.js';
import type { Protocol } from '../model/upstream/protocols.js';
import type { ProfileName } from '../model/profile.js';
import { guestCommand } from './command.js';
import { unframe } from './frame.js';
import { tell, text } from '../texts/say.js';

export interface Looking {
  readonly nonce: string;
  /** What the earlier commands returned, in order; empty at first. */
  readonly replies: readonly string[];
  readonly probe: ProbeLevel;
  /** Which of IoT Edge's own checks run; none unless asked for. */
  readonly iotedgeCheck?: IotedgeCheck | undefined;
  readonly timeoutSeconds: number;
  /** What the caller asks for besides what the device is configured to use. */
  readonly wishes?: GuestWishes;
}

export interface GuestWishes {
  readonly names: readonly ProfileName[];
  readonly protocol: Protocol | null;
}

export interface NextCommands {
  readonly commands: string[];
  readonly note: string | null;
}

const nothing: NextCommands = { commands: [], note: null };
const note = text('The guest has no gzip: the script goes in several commands.');

const noWishes: GuestWishes = { names: [], protocol: null };

const wishesIn = ({ names, protocol }: GuestWishes): string =>
  [
    ...(protocol === null ? [] : [`protocol ${protocol}`]),
    ...names.slice(0, MOST_NAMES).map(({ host, port }) => `name ${host}${port === null ? '' : ` ${port}`}`),
  ].join(';');

const commandFor = (
  { nonce, probe, iotedgeCheck = 'no', timeoutSeconds }: Looking,
  script: string,
  plain: boolean,
  ...more: readonly string[]
): string =>
  guestCommand({
    script,
    nonce,
    arguments: [probe, String(timeoutSeconds), iotedgeCheck, ...more],
    timeoutSeconds,
    plain,
  });

/** A script that finds out itself what to ask, besides what the caller asks for. */
const lookingCommand = (looking: Looking, script: string, plain: boolean): string => {
  const wished = wishesIn(looking.wishes ?? noWishes);
  return commandFor(looking, script, plain, ...(wished === '' ? [] : ['', wished]));
};

/** A line of targets.sh: words that passed the guest's allow-lists, of which no character means anything to a shell. */
export const isTarget = (line: string): boolean => line.length <= 400 && /^[a-z]+( [A-Za-z0-9_.:%-]+)*$/.test(line);

/** What the guest found out to ask. */
const targetsIn = ({ nonce, replies }: Looking): readonly string[] | null => {
  const { targets } = unframe(nonce, replies).sections;
  const output = GuestOutput.safeParse(targets.status === 'ok' ? targets.value : null);
  if (!output.success) return null;
  const lines = output.data.text.trim().split('\n');
  return lines.every(isTarget) && lines.length <= 200 ? lines : null;
};

/** Without the last of the names that are needed; null where only one is left. */
const withoutLast = (lines: readonly string[]): readonly string[] | null => {
  const names = lines.flatMap((line) => (line.startsWith('name ') ? [line.slice('name '.length)] : []));
  const last = names.length > 1 ? names.at(-1) : undefined;
  if (last === undefined) return null;
  return lines.filter((line) => line !== `name ${last}` && !line.startsWith(`port ${last} `));
};

/** As much of it as there is room for beside the script: what the device needs most stands first. */
const connectionsCommand = (looking: Looking, lines: readonly string[]): string[] => {
  try {
    return [commandFor(looking, askingParts.connections, true, lines.join(';'))];
  } catch (error) {
    if (!(error instanceof CoreFault) || error.id !== 'GuestCommandTooLong') throw error;
    const fewer = withoutLast(lines);
    return fewer === null ? [] : connectionsCommand(looking, fewer);
  }
};

/** What the part for gateways and clocks asks for; a server, since a clock may have a name. */
const isOfSurroundings = (line: string): boolean => /^(ntp|gateway|server|end)\b/.test(line);

const askingCommands = (looking: Looking, lines: readonly string[]): string[] => [
  ...connectionsCommand(
    looking,
    lines.filter((line) => !/^(ntp|gateway) /.test(line)),
  ),
  commandFor(looking, askingParts.surroundings, true, lines.filter(isOfSurroundings).join(';')),
];

/**
 * What to run next. One command as a rule; a guest without gzip takes one to say so, then the parts that look, then those
 * that ask, which need what they found.
 */
export const nextCommands = (looking: Looking): NextCommands => {
  const { nonce, replies } = looking;
  const [first] = replies;
  if (first === undefined) return { commands: [lookingCommand(looking, collectScript, false)], note: null };
  if (unframe(nonce, [first]).missing !== 'gzip') return nothing;
  if (replies.length === 1)
    return { commands: lookingParts.map((part) => lookingCommand(looking, part, true)), note: tell(note) };
  if (replies.length > 1 + lookingParts.length) return nothing;
  const targets = targetsIn(looking);
  return targets === null ? nothing : { commands: askingCommands(looking, targets), note };
};
