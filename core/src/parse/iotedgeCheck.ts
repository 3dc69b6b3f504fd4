import { parseIotedgeCheckJson } from './iotedgeCheckJson.js';
import { parseIotedgeCheckText } from './iotedgeCheckText.js';
import type { Parsed } from './parsed.js';

/** One check of `iotedge check`. */
export interface IotedgeCheck {
  /** `host-connect-iothub-amqp` ...; null in the text form, which does not print it. */
  readonly id: string | null;
  /** `DNS server` ...; null in the JSON form, which does not print it. */
  readonly title: string | null;
  readonly result: 'ok' | 'warning' | 'ignored' | 'skipped' | 'fatal' | 'error';
  /** What it says, the causes below it, outermost first. */
  readonly details: readonly string[];
}

/** `iotedge check`, with or without `--output json`. */
export const parseIotedgeCheck = (text: string): Parsed<readonly IotedgeCheck[]> =>
  text.includes('{"additional_info"') ? parseIotedgeCheckJson(text) : parseIotedgeCheckText(text);
