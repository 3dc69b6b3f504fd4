import { normalMac } from '../text/mac.js';
import { wholeNumber } from '../text/number.js';
import type { Parsed } from '../text/parsed.js';
import { listField, parseRecords, type Fields } from '../text/tsv.js';

/** An ARP probe for an address that the guest has itself (RFC 5227 2.1.1): whoever answers has it too. */
export interface ArpProbe {
  readonly device: string;
  readonly address: string;
  /** How many packets were sent; 0 where there was no time left. */
  readonly sent: number;
  /** Who else has the address. */
  readonly answeredBy: readonly string[];
}

const readProbe = (fields: Fields): ArpProbe | null => {
  const [device, address] = fields;
  const sent = wholeNumber(fields[2]);
  const macs = listField(fields[3]).map((mac) => normalMac(mac));
  const answeredBy = macs.filter((mac) => mac !== null);
  if (device == null || address == null || sent === null || answeredBy.length < macs.length) return null;
  return { device, address, sent, answeredBy };
};

/** Fields: device, address, sent, answeredBy (commas). */
export const parseArpProbe = (text: string): Parsed<readonly ArpProbe[]> =>
  parseRecords('An ARP probe', text, 4, readProbe);
