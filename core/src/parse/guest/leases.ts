import { parseFramedFiles, type FramedFile } from '../text/framedFiles.js';
import { cutAt, filledLinesOf, orNull, wordsOf } from '../text/lines.js';
import { wholeNumber } from '../text/number.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';
import { say } from '../../texts/say.js';

/** A lease that systemd-networkd holds. */
export interface Lease {
  /** The interface's name; its index, by which the file is named, where the interface is gone. */
  readonly interface: string;
  readonly address: string | null;
  readonly router: readonly string[];
  readonly dns: readonly string[];
  /** The DHCP server. */
  readonly server: string | null;
  readonly lifetimeSeconds: number | null;
}

const readLease = ({ path, target, text }: FramedFile): Parsed<Lease> => {
  const values = new Map(filledLinesOf(text).map((line) => cutAt(line, '=')));
  const valueOf = (key: string): string | null => orNull(values.get(key));
  const index = path.slice(path.lastIndexOf('/') + 1);
  if (valueOf('ADDRESS') === null && valueOf('SERVER_ADDRESS') === null) return notUnderstood('A lease', text);
  return parsed({
    interface: orNull(target) ?? index,
    address: valueOf('ADDRESS'),
    router: wordsOf(valueOf('ROUTER') ?? ''),
    dns: wordsOf(valueOf('DNS') ?? ''),
    server: valueOf('SERVER_ADDRESS'),
    lifetimeSeconds: wholeNumber(valueOf('LIFETIME')),
  });
};

/** /run/systemd/netif/leases/*, framed, each with the name of its interface. */
export const parseLeases = (text: string): Parsed<readonly Lease[]> => {
  const files = parseFramedFiles(say('The leases'), text);
  return files.ok ? parseEach(files.value, readLease) : files;
};
