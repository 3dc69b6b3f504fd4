/** How many values each option takes. `free`: one value that may be anything, a leading dash included. */
type Arity = 0 | 1 | 2 | 'free';
type Options = Readonly<Record<string, Arity>>;

const ports: Options = { sport: 1, dport: 1 };

/** Options by match module, in the spelling of iptables-extensions(8) that `iptables-save` prints. */
export const matchOptions: Readonly<Record<string, Options>> = {
  tcp: { ...ports, 'tcp-flags': 2, syn: 0, 'tcp-option': 1 },
  udp: ports,
  udplite: ports,
  sctp: { ...ports, 'chunk-types': 2 },
  dccp: { ...ports, 'dccp-types': 1, 'dccp-option': 1 },
  icmp: { 'icmp-type': 1 },
  multiport: { sports: 1, dports: 1, ports: 1 },
  conntrack: {
    ctstate: 1,
    ctproto: 1,
    ctorigsrc: 1,
    ctorigdst: 1,
    ctreplsrc: 1,
    ctrepldst: 1,
    ctorigsrcport: 1,
    ctorigdstport: 1,
    ctreplsrcport: 1,
    ctrepldstport: 1,
    ctstatus: 1,
    ctexpire: 1,
    ctdir: 1,
  },
  state: { state: 1 },
  addrtype: { 'src-type': 1, 'dst-type': 1, 'limit-iface-in': 0, 'limit-iface-out': 0 },
  pkttype: { 'pkt-type': 1 },
  comment: { comment: 'free' },
  mark: { mark: 1 },
  connmark: { mark: 1 },
  limit: { limit: 1, 'limit-burst': 1 },
  recent: {
    set: 0,
    rcheck: 0,
    update: 0,
    remove: 0,
    seconds: 1,
    reap: 0,
    hitcount: 1,
    rttl: 0,
    name: 'free',
    mask: 1,
    rsource: 0,
    rdest: 0,
  },
  physdev: {
    'physdev-in': 1,
    'physdev-out': 1,
    'physdev-is-in': 0,
    'physdev-is-out': 0,
    'physdev-is-bridged': 0,
  },
  iprange: { 'src-range': 1, 'dst-range': 1 },
  set: { 'match-set': 2, 'return-nomatch': 0 },
  mac: { 'mac-source': 1 },
  length: { length: 1 },
  ttl: { 'ttl-eq': 1, 'ttl-gt': 1, 'ttl-lt': 1 },
  owner: { 'uid-owner': 1, 'gid-owner': 1, 'socket-exists': 0, 'suppl-groups': 0 },
  statistic: { mode: 1, probability: 1, every: 1, packet: 1 },
  string: { string: 'free', 'hex-string': 'free', algo: 1, from: 1, to: 1, icase: 0 },
  rpfilter: { loose: 0, validmark: 0, 'accept-local': 0, invert: 0 },
};

/** Options by target. */
export const targetOptions: Readonly<Record<string, Options>> = {
  ACCEPT: {},
  DROP: {},
  RETURN: {},
  QUEUE: {},
  NOTRACK: {},
  TRACE: {},
  DNAT: { 'to-destination': 1, random: 0, persistent: 0 },
  SNAT: { 'to-source': 1, random: 0, 'random-fully': 0, persistent: 0 },
  MASQUERADE: { 'to-ports': 1, random: 0, 'random-fully': 0 },
  REDIRECT: { 'to-ports': 1, random: 0 },
  NETMAP: { to: 1 },
  REJECT: { 'reject-with': 1 },
  LOG: {
    'log-prefix': 'free',
    'log-level': 1,
    'log-tcp-sequence': 0,
    'log-tcp-options': 0,
    'log-ip-options': 0,
    'log-uid': 0,
    'log-macdecode': 0,
  },
  NFLOG: { 'nflog-group': 1, 'nflog-prefix': 'free', 'nflog-size': 1, 'nflog-range': 1, 'nflog-threshold': 1 },
  MARK: { 'set-mark': 1, 'set-xmark': 1, 'and-mark': 1, 'or-mark': 1, 'xor-mark': 1 },
  CONNMARK: { 'set-mark': 1, 'set-xmark': 1, 'save-mark': 0, 'restore-mark': 0, mask: 1, nfmask: 1, ctmask: 1 },
  CT: { notrack: 0, helper: 1, ctevents: 1, zone: 1, 'zone-orig': 1, 'zone-reply': 1, timeout: 1 },
  TCPMSS: { 'clamp-mss-to-pmtu': 0, 'set-mss': 1 },
  CHECKSUM: { 'checksum-fill': 0 },
  SET: { 'add-set': 2, 'del-set': 2, 'map-set': 2, timeout: 1, exist: 0 },
  TTL: { 'ttl-set': 1, 'ttl-dec': 1, 'ttl-inc': 1 },
};

/** Other spellings that the tools take, old and long ones. */
const spellings: Readonly<Record<string, string>> = {
  'source-port': 'sport',
  'destination-port': 'dport',
  'source-ports': 'sports',
  'destination-ports': 'dports',
};

/** Own properties only: names come from a device, and `constructor` is no module. */
const lookUp = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

export const spelledAsSaved = (name: string): string => lookUp(spellings, name) ?? name;

export const arityIn = (table: Readonly<Record<string, Options>>, owner: string, option: string): Arity | undefined => {
  const options = lookUp(table, owner);
  return options === undefined ? undefined : lookUp(options, option);
};

/** An option by its first letters, as getopt_long(3) takes it where no other one of the owner begins so; as it is, where none or several do. */
export const inFull = (table: Readonly<Record<string, Options>>, owner: string, letters: string): string => {
  const options = lookUp(table, owner) ?? {};
  const [found, another] = Object.keys(options).filter((name) => name.startsWith(letters));
  return found === undefined || another !== undefined || Object.hasOwn(options, letters) ? letters : found;
};

export const isKnown = (table: Readonly<Record<string, Options>>, owner: string): boolean =>
  lookUp(table, owner) !== undefined;
