import { linkState, macOf, type InterfaceAddress, type NetworkInterface } from './interface.js';
import { valuesAfter } from '../text/keywords.js';
import { cutAt, filledLinesOf, wordsOf } from '../text/lines.js';
import { wholeNumber } from '../text/number.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';

/** `2: eth0@if5: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master br0 state UP group default` */
const HEAD = /^(\d{1,10}): ([^\s:@]{1,64})(?:@[^\s:]{1,64})?: <([^>]*)>(.*)$/;

/** With -d the kind begins a line of its own. */
const kinds = ['bridge', 'veth', 'vlan', 'vxlan', 'macvlan', 'ipvlan', 'tun', 'dummy', 'bond', 'wireguard', 'ipip'];

const blocksOf = (text: string): string[][] => {
  const blocks: string[][] = [];
  for (const line of filledLinesOf(text)) {
    const block = blocks.at(-1);
    if (block === undefined || !/^\s/.test(line)) blocks.push([line]);
    else block.push(line.trim());
  }
  return blocks;
};

/** `inet 10.9.1.1 peer 10.9.1.2/32 scope global dynamic eth0`: the length stands behind the peer where there is one. */
const readAddress = (line: string): Parsed<InterfaceAddress> => {
  const words = wordsOf(line);
  const [family, local = ''] = words;
  const [address, ownLength] = cutAt(local, '/');
  const values = valuesAfter(words.slice(2), ['peer', 'brd', 'scope']);
  const prefixLength = wholeNumber(ownLength ?? cutAt(values.get('peer') ?? '', '/')[1]);
  if ((family !== 'inet' && family !== 'inet6') || prefixLength === null)
    return notUnderstood('An address of ip addr', line);
  const dynamic = words.slice(2).includes('dynamic');
  return parsed({ family, address, prefixLength, scope: values.get('scope') ?? null, dynamic });
};

/** `bridge_slave state forwarding ... hairpin off ...` */
const hairpinOf = (lines: readonly string[]): Pick<NetworkInterface, 'hairpin'> => {
  const port = lines.find((line) => line.startsWith('bridge_slave '));
  const hairpin = port === undefined ? undefined : valuesAfter(wordsOf(port), ['hairpin']).get('hairpin');
  return hairpin === undefined ? {} : { hairpin: hairpin === 'on' };
};

const readInterface = ([head = '', ...lines]: readonly string[]): Parsed<NetworkInterface> => {
  const [, index, name, flagList = '', rest = ''] = HEAD.exec(head) ?? [];
  const values = valuesAfter(wordsOf(rest), ['mtu', 'qdisc', 'master', 'state', 'group']);
  const mtu = wholeNumber(values.get('mtu'));
  if (index === undefined || name === undefined || mtu === null) return notUnderstood('An interface of ip addr', head);
  const addresses = parseEach(
    lines.filter((line) => line.startsWith('inet')),
    readAddress,
  );
  if (!addresses.ok) return addresses;
  const flags = flagList.split(',');
  const link = wordsOf(lines.find((line) => line.startsWith('link/')) ?? '');
  return parsed({
    name,
    index: Number(index),
    ...linkState(flags, 'LOWER_UP'),
    mtu,
    mac: macOf(link[1] ?? null, flags),
    kind: kinds.find((kind) => lines.some((line) => wordsOf(line.slice(0, 64))[0] === kind)) ?? null,
    master: values.get('master') ?? null,
    ...hairpinOf(lines),
    peerNamespace: link.includes('link-netnsid'),
    addresses: addresses.value,
  });
};

/** `ip addr`, with or without -d. */
export const parseIpAddrText = (text: string): Parsed<readonly NetworkInterface[]> =>
  parseEach(blocksOf(text), readInterface);
