import { cutAt, filledLinesOf } from '../text/lines.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';

/** Kernel settings by their sysctl(8) name, such as `net.ipv4.ip_forward`. */
export type KernelSettings = Readonly<Record<string, string>>;

const readSetting = (line: string): Parsed<readonly [string, string]> => {
  const [name, value] = cutAt(line, '=');
  return value === null || name.trim() === ''
    ? notUnderstood('A kernel setting', line)
    : parsed([name.trim(), value.trim()]);
};

/** Lines as sysctl(8) prints them: `net.ipv4.ip_forward = 1`. */
export const parseKernelSettings = (text: string): Parsed<KernelSettings> => {
  const settings = parseEach(filledLinesOf(text), readSetting);
  return settings.ok ? parsed(Object.fromEntries(settings.value)) : settings;
};
