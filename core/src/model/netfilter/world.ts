import type { Ruleset } from '../../parse/iptables/rule.js';
import type { KernelSettings } from '../../parse/guest/kernelSettings.js';
import type { Listener } from '../../parse/guest/listener.js';
import type { PolicyRule } from '../../parse/guest/policyRules.js';
import type { Route } from '../../parse/guest/route.js';

export type BackEndName = 'nft' | 'legacy';

/** One of the two netfilter front ends with the rules that it holds. Where both hold rules, a packet must pass both. */
export interface BackEnd {
  readonly name: BackEndName;
  readonly ruleset: Ruleset;
}

export interface WorldAddress {
  readonly address: string;
  readonly prefixLength: number;
}

export interface WorldInterface {
  readonly name: string;
  readonly up: boolean;
  /** The bridge that it is a port of. */
  readonly master: string | null;
  readonly kind: string | null;
  readonly addresses: readonly WorldAddress[];
  /** For a port of a bridge: whether a frame may go back where it came from. Left out: the snapshot does not tell. */
  readonly hairpin?: boolean;
}

export interface WorldEndpoint {
  readonly address: string;
  /** The bridge interface on the VM that leads to it; null where it is not known. */
  readonly bridge: string | null;
  /** The subnet that the container takes for its own link. */
  readonly subnet: string | null;
}

export interface WorldPublished {
  readonly protocol: string;
  /** null: on every address of the VM. */
  readonly hostAddress: string | null;
  readonly hostPort: number;
  readonly containerPort: number;
}

export interface WorldContainer {
  readonly name: string;
  readonly running: boolean;
  readonly hostNetwork: boolean;
  readonly endpoints: readonly WorldEndpoint[];
  readonly published: readonly WorldPublished[];
  readonly exposed: readonly { readonly port: number; readonly protocol: string }[];
}

/** What handles the packets of an interface where no rule of netfilter looks: a program, a filter, a queue that loses packets. */
export interface WorldOutside {
  readonly device: string;
  /** As a sentence about it. */
  readonly what: string;
}

/** All that decides what becomes of a packet. null: the snapshot does not tell. */
export interface World {
  readonly backEnds: readonly BackEnd[];
  /** Filters of which the rules are not known: each may drop what the known ones let pass. */
  readonly gaps: readonly string[];
  /** Each may stop what passes its interface, whatever the rules say. */
  readonly outside: readonly WorldOutside[];
  readonly interfaces: readonly WorldInterface[];
  readonly routes: readonly Route[] | null;
  /** null: the kernel's own three rules. */
  readonly policyRules: readonly PolicyRule[] | null;
  /** `net.ipv4.conf.eth0.rp_filter` and so on. */
  readonly settings: KernelSettings | null;
  readonly listeners: readonly Listener[] | null;
  readonly containers: readonly WorldContainer[] | null;
  /** The Windows host's address on the switch. */
  readonly hostAddress: string | null;
}
