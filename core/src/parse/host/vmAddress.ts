import type * as z from 'zod/mini';
import { isIpv4 } from '../../ipv4.js';
import { listOf, record, text } from './shape.js';
import { normalMac } from '../text/mac.js';
import { parsed, type Parsed } from '../text/parsed.js';

/** What Get-EflowVmAddr returned (`output`), and what it said meanwhile (`chatter`). */
export const HostVmAddressAnswer = record({ output: listOf(text), chatter: listOf(text) });

export interface HostVmAddress {
  /** As it came: all zeros where the agent knows none (Azure/iotedge-eflow#10). */
  readonly mac: string | null;
  readonly ip: string | null;
  /** Whom the address is from: the VM itself, or the agent's idea of it, which may be old. Early builds do not say. */
  readonly source: 'vm' | 'agent' | null;
  readonly failures: readonly string[];
}

/** The cmdlet's own sentences, which are English in every edition. */
const MAC_LABEL = 'Virtual machine MAC:';
const complaints = ['failed to ', 'could not ', 'cannot ', "can't ", 'unable to ', 'missing ', 'error', 'exception'];

const isComplaint = (line: string): boolean => complaints.some((word) => line.toLowerCase().includes(word));

/** Status lines begin with a time in brackets, details with a dash. */
const sentenceOf = (line: string): string => {
  const afterTime = line.startsWith('[') ? line.slice(line.indexOf(']') + 1) : line;
  return afterTime.trim().replace(/^- {0,4}/, '');
};

const sourceOf = (sentences: readonly string[]): 'vm' | 'agent' | null => {
  if (sentences.some((line) => line.includes('retrieved directly from virtual machine'))) return 'vm';
  return sentences.some((line) => line.includes('retrieved from NodeAgent')) ? 'agent' : null;
};

/**
 * The result is the MAC, then the address (Microsoft's own scripts index them so); each is known by its form, since a host
 * may mix the chatter into the output.
 */
export const readVmAddress = ({ output, chatter }: z.infer<typeof HostVmAddressAnswer>): Parsed<HostVmAddress> => {
  const sentences = [...chatter, ...output].map(sentenceOf);
  const labelled = sentences.find((line) => line.startsWith(MAC_LABEL))?.slice(MAC_LABEL.length);
  return parsed({
    mac: output.map(normalMac).find((mac) => mac !== null) ?? normalMac(labelled),
    ip: output.find(isIpv4) ?? null,
    source: sourceOf(sentences),
    failures: sentences.filter(isComplaint),
  });
};
