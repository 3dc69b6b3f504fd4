import { CONTRACT } from '../contract/number.js';
import type { ProbeLevel } from '../contract/request.js';
import { GuestOutput, type Snapshot } from '../contract/snapshot.js';
import { collectScript } from './collectScript.js';
import { quoted } from './command.js';
import { isTarget } from './nextCommands.js';

export interface ReadableScript {
  readonly nonce: string;
  readonly version: string;
  readonly probe: ProbeLevel;
  readonly timeoutSeconds: number;
  /** Of the VM that is to be compared with: what it asked is asked again. */
  readonly like: Snapshot | null;
}

/** What the output of the script begins with, so that it can be told from any other text. */
export const lookHead = (version: string): string =>
  `EflowNetDiag guest look, version ${version}, contract ${CONTRACT}`;

/** What another VM can ask too: neither the VM's own name nor its containers' networks are there. */
const ofTheVmAlone = /^(self|network) /;

/** What the VM of a snapshot asked; a line that could mean anything to a shell is none of the guest's own. */
export const targetsOf = ({ facts }: Snapshot): readonly string[] => {
  const envelope = facts['guest.targets'];
  const output = GuestOutput.safeParse(envelope?.status === 'ok' ? envelope.value : null);
  const lines = (output.data?.text ?? '').trim().split('\n');
  return lines.filter((line) => isTarget(line) && line !== 'end' && !ofTheVmAlone.test(line)).slice(0, 99);
};

/** The comments that a reader sees first: what it is, how it is run, what it asks. */
const heading = ({ version, probe }: ReadableScript, targets: readonly string[]): string[] => [
  '#!/usr/bin/env bash',
  `# EflowNetDiag ${version}: how a Linux guest is looked at. From "How a probe is run" on, this is what runs in the EFLOW`,
  '# virtual machine, word for word.',
  '#',
  '# It reads and asks; it changes nothing, installs nothing and leaves nothing behind. Any Linux with bash 4.4 can run it:',
  '#',
  '#     sudo bash look.sh > control.txt',
  '#',
  '# What it prints is a snapshot: Test-EflowNetwork -Snapshot control.txt judges it, and -ControlSnapshot control.txt compares',
  '# it with the EFLOW virtual machine on the same switch.',
  '#',
  ...(probe === 'none'
    ? ['# Nothing is asked of others.']
    : targets.length === 0
      ? ['# It asks the name servers that it finds here, and what is configured for IoT Edge here, if anything.']
      : ['# It asks for:', ...targets.map((target) => `#     ${target}`)]),
];

/** The script that looks at a guest as a person reads it: with its comments, and with what it is given on one line. */
export const readableScript = (wanted: ReadableScript): string => {
  const { nonce, version, probe, timeoutSeconds, like } = wanted;
  const targets = like === null ? [] : targetsOf(like);
  const given = [
    nonce,
    probe,
    String(timeoutSeconds),
    'no', // iotedge check
    ...(targets.length === 0 ? [] : [[...targets, 'end'].join(';')]),
  ];
  return [
    ...heading(wanted, targets),
    `set -- ${given.map(quoted).join(' ')}`,
    `echo ${quoted(lookHead(version))}`,
    '',
    collectScript,
  ].join('\n');
};
