import { gzipSync } from 'node:zlib';
import { CoreFault } from '../engine/coreFault.js';
import { say } from '../texts/say.js';

/** Windows takes 32,767 characters of command line; ssh.exe, its options and the module's own words need theirs. */
export const LONGEST_COMMAND = 24_000;

/**
 * All that one command may answer, in bytes: more than all sections at their limits come to, and less than the module takes
 * (Invoke-EflowGuest.ps1). What a login, a wrapped shell or a stray child prints without end is cut in the guest.
 */
export const LONGEST_REPLY = 8 * 1024 * 1024;

/** What may stand between single quotes in any shell, and survives a Windows command line. */
const safeArgument = /^[A-Za-z0-9 !_.,:;/=+@%-]*$/;

/** @throws CoreFault GuestArgumentUnsafe */
export const quoted = (argument: string): string => {
  if (!safeArgument.test(argument)) {
    throw new CoreFault(
      'GuestArgumentUnsafe',
      say('An argument for the guest holds a character that is not allowed.'),
      argument,
    );
  }
  return `'${argument}'`;
};

/** Always the same bytes for the same script: no time, and no word of the system that packed it (RFC 1952 2.3). */
const packed = (script: string): Buffer => {
  const bytes = gzipSync(script, { level: 9 });
  bytes.writeUInt32LE(0, 4);
  bytes.writeUInt8(255, 9);
  return bytes;
};

export interface GuestScript {
  readonly script: string;
  /** Marks every line that the guest answers; also the script's first argument. */
  readonly nonce: string;
  readonly arguments: readonly string[];
  /** The guest ends the script after that many seconds, whatever it is doing. */
  readonly timeoutSeconds: number;
  /** Plain: for a guest without gzip. */
  readonly plain?: boolean;
}

/**
 * The one place that makes a command line for Invoke-EflowVmCommand. It travels on ssh.exe's command line, where double
 * quotes are lost, so it has none; the script goes as base64, so nothing of it is seen by any shell on the way; and bash
 * gets it on its standard input, so nothing is written in the guest. What the guest lacks, it says under the nonce.
 * @throws CoreFault GuestArgumentUnsafe, GuestCommandTooLong
 */
export const guestCommand = ({
  script,
  nonce,
  arguments: rest,
  timeoutSeconds,
  plain = false,
}: GuestScript): string => {
  const body = plain ? Buffer.from(script, 'utf8') : packed(script);
  const needed = ['base64', 'timeout', 'head', 'bash', ...(plain ? [] : ['gzip'])];
  const unpack = plain ? 'base64 -d' : 'base64 -d|gzip -d';
  const command = [
    `m(){ echo @${quoted(nonce)}:M:$1;exit 0;}`,
    `for t in ${needed.join(' ')};do command -v $t >/dev/null 2>&1||m $t;done`,
    // sudo may ask for a password, and nobody is there to give one: -n makes it fail instead of waiting.
    `s=;[ $(id -u) = 0 ]||{ s='sudo -n';$s true >/dev/null 2>&1||m sudo;}`,
    `echo ${body.toString('base64')}|${unpack}|$s timeout -k 2 ${quoted(String(timeoutSeconds))} bash -s -- ${[nonce, ...rest].map(quoted).join(' ')}|head -c ${String(LONGEST_REPLY)}`,
  ].join(';');
  if (command.length > LONGEST_COMMAND) {
    throw new CoreFault(
      'GuestCommandTooLong',
      say('The command has {length} characters; the guest can be given {limit}.', {
        length: command.length,
        limit: LONGEST_COMMAND,
      }),
      'guest',
    );
  }
  return command;
};
