import { cutAt } from '../text/lines.js';
import { wholeNumber } from '../text/number.js';
import { parsed, type Parsed } from '../text/parsed.js';
import { parseResolvConf } from './resolvConf.js';

/** The resolver settings of one container, by the file that the engine keeps for it; the VM's own beside them. */
export interface ContainerResolvConf {
  /** Null for the file that the engine copies from. */
  readonly container: string | null;
  readonly path: string;
  /** Seconds since 1970 of the file's last change: containers keep what was there when they were started. */
  readonly changedAt: number | null;
  readonly nameservers: readonly string[];
  readonly search: readonly string[];
  readonly options: readonly string[];
}

/** `==> PATH -> SECONDS CONTAINER` before each file, without a container for the VM's. */
export const parseContainerResolvConf = (text: string): Parsed<readonly ContainerResolvConf[]> => {
  const files = parseResolvConf(text);
  if (!files.ok) return files;
  return parsed(
    files.value.map(({ path, target, nameservers, search, options }) => {
      const [seconds, container] = cutAt(target ?? '', ' ');
      return { container, path, changedAt: wholeNumber(seconds), nameservers, search, options };
    }),
  );
};
