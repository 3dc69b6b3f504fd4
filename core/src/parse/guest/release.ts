import { parseFramedFiles } from '../text/framedFiles.js';
import { cutAt, linesOf, orNull } from '../text/lines.js';
import { notUnderstood, parsed, type Parsed } from '../text/parsed.js';
import { say } from '../../texts/say.js';

/** Which system the VM runs. */
export interface Release {
  /** os-release(5): mariner, azurelinux, ... */
  readonly id: string;
  readonly versionId: string;
  readonly prettyName: string | null;
  /** The system calls itself EFLOW's. */
  readonly eflow: boolean;
  readonly eflowVersion: string | null;
  readonly kernel: string | null;
}

/** One layer of quotes, as in shell and TOML. */
const unquoted = (value: string): string => {
  const quote = value[0];
  const isQuoted = value.length >= 2 && (quote === '"' || quote === "'") && value.endsWith(quote);
  return isQuoted ? value.slice(1, -1) : value;
};

const assignmentsOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    linesOf(text)
      .filter((line) => !line.startsWith('#') && line.includes('='))
      .map((line) => cutAt(line, '='))
      .map(([key, value]) => [key.trim(), unquoted((value ?? '').trim())] as const),
  );

const isVersionKey = (key: string): boolean => key.toLowerCase().includes('version');

/** Framed: /etc/os-release, /etc/os-subrelease, /etc/product-info.toml, /proc/sys/kernel/osrelease; all but the first may be missing. */
export const parseRelease = (text: string): Parsed<Release> => {
  const files = parseFramedFiles(say('The release'), text);
  if (!files.ok) return files;
  const textOf = (path: string): string => files.value.find((file) => file.path === path)?.text ?? '';
  const system = assignmentsOf(textOf('/etc/os-release'));
  const sub = assignmentsOf(textOf('/etc/os-subrelease'));
  const product = assignmentsOf(textOf('/etc/product-info.toml'));
  const id = system.get('ID');
  if (id === undefined) return notUnderstood('The release', text);
  const eflow = sub.get('ID')?.toLowerCase() === 'eflow';
  const version = [...product].find(([key]) => isVersionKey(key))?.[1] ?? sub.get('VERSION_ID');
  return parsed({
    id,
    versionId: system.get('VERSION_ID') ?? '',
    prettyName: orNull(system.get('PRETTY_NAME')),
    eflow,
    eflowVersion: orNull(version),
    kernel: orNull(textOf('/proc/sys/kernel/osrelease')),
  });
};
