import { parseIotedgeCheckJson } from './iotedgeCheckJson.js';
import type { IotedgeCheck } from './iotedgeCheckResult.js';
import { parseIotedgeCheckText } from './iotedgeCheckText.js';
import type { Parsed } from '../text/parsed.js';

/** `iotedge check`, with or without `--output json`. */
export const parseIotedgeCheck = (text: string): Parsed<readonly IotedgeCheck[]> =>
  text.includes('{"additional_info"') ? parseIotedgeCheckJson(text) : parseIotedgeCheckText(text);
