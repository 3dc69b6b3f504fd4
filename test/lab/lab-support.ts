import { labAvailability } from '../../scripts/lab/packages.mjs';
import type { Lab, Place } from '../../scripts/lab/lab-api.mjs';

/** Skips a whole suite aloud where the lab can't run: each of its tests carries the reason. */
export const needLab = async (context: Mocha.Context): Promise<void> => {
  const { available, reason } = await labAvailability();
  if (available) return;
  const skipReason = reason ?? 'the lab is not available';
  context.test?.parent?.eachTest((test) => Object.assign(test, { skipReason }));
  context.skip();
};

/** How a connection went: `refused` proves passage as `open` does, `silent` means that nothing came back. */
export type Reach = 'open' | 'refused' | 'silent' | 'unreachable';

/**
 * A program of the guest's image, at any place of the lab: this machine need not have it.
 */
const guestProgram = (lab: Lab, place: Place, command: string): string =>
  place === 'vm' || place === 'control' ? command : `chroot ${lab.state.guest.rootPath} ${command}`;

/** Opens a TCP connection from a place of the lab; with netcat, because a fault may take bash away. */
export const connect = async (lab: Lab, place: Place, address: string, port: number): Promise<Reach> => {
  const command = guestProgram(lab, place, `/usr/bin/nc -n -v -z -w 2 ${address} ${port}`);
  const { code, stderr } = await lab.execIn(place, command);
  if (code === 0) return 'open';
  if (stderr.includes('Connection refused')) return 'refused';
  if (stderr.includes('timed out')) return 'silent';
  return 'unreachable';
};

/** The first line that a listener of the lab says: a module's name and the port it listens on. */
export const greeting = async (lab: Lab, place: Place, address: string, port: number): Promise<string> => {
  const script = `timeout 2 bash -c 'exec 3<>/dev/tcp/${address}/${port} && head -1 <&3' 2>/dev/null`;
  return (await lab.execIn(place, script)).stdout.trim();
};

/** What the guest gets for a name from the server given, or from its own resolver. */
export const resolve = async (lab: Lab, name: string, server?: string): Promise<string> => {
  const command =
    server === undefined ? `timeout 4 getent ahostsv4 ${name}` : `dig +short +tries=1 +time=1 ${name} @${server}`;
  const { stdout } = await lab.execIn('vm', command);
  return stdout.split(/\s/)[0] ?? '';
};

export const pings = async (lab: Lab, place: Place, address: string): Promise<boolean> =>
  (await lab.execIn(place, guestProgram(lab, place, `/usr/bin/ping -c 1 -W 1 ${address}`))).code === 0;

export const guestAddressOf = async (lab: Lab): Promise<string> => {
  const { stdout } = await lab.execIn('vm', 'ip -4 -o address show dev eth0');
  return / inet ([0-9.]+)\//.exec(stdout)?.[1] ?? '';
};
