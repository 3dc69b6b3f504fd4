import { notUnderstood, parsed, type Parsed } from '../text/parsed.js';

/** Which iptables the guest's own scripts call. */
export interface PacketFilterTool {
  readonly version: string | null;
  /** Null where the version does not say: builds without nft did not. */
  readonly backEnd: 'nft' | 'legacy' | null;
}

/** `iptables --version`: `iptables v1.8.10 (nf_tables)`. */
export const parsePacketFilterTool = (text: string): Parsed<PacketFilterTool> => {
  const [, version, words] = /^iptables v(\d[\d.]{0,20})(?: \(([a-z_]{1,20})\))?$/.exec(text.trim()) ?? [];
  if (version === undefined) return notUnderstood('The version of iptables', text);
  const backEnd = words === 'nf_tables' ? 'nft' : words === 'legacy' ? 'legacy' : null;
  return parsed({ version, backEnd });
};
