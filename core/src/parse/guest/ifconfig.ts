import { linkState, macOf, type InterfaceAddress, type NetworkInterface } from './interface.js';
import { valuesAfter } from '../text/keywords.js';
import { cutAt, linesOf, wordsOf } from '../text/lines.js';
import { lengthOfMask } from '../text/netmask.js';
import { wholeNumber } from '../text/number.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';

/** One interface of ifconfig: its line at the margin, and those below it. */
export type IfconfigBlock = readonly [string, ...string[]];

export const ifconfigBlocks = (text: string): IfconfigBlock[] => {
  const blocks: [string, ...string[]][] = [];
  for (const line of linesOf(text)) {
    const block = blocks.at(-1);
    if (line.trim() === '') continue;
    if (block === undefined || !/^\s/.test(line)) blocks.push([line]);
    else block.push(line.trim());
  }
  return blocks;
};

/** A second address is shown as an interface of its own, `eth0:1`. */
export const withAliases = (interfaces: readonly NetworkInterface[]): readonly NetworkInterface[] => {
  const addressesByName = new Map<string, InterfaceAddress[]>();
  const own: NetworkInterface[] = [];
  for (const one of interfaces) {
    const [name] = cutAt(one.name, ':');
    const addresses = addressesByName.get(name) ?? [];
    if (!addressesByName.has(name)) own.push({ ...one, name, addresses });
    addressesByName.set(name, addresses);
    for (const address of one.addresses) addresses.push(address);
  }
  return own;
};

/** What ifconfig does not tell. */
export const untold = { index: null, kind: null, master: null, peerNamespace: false } as const;

/** `eth0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500` */
const HEAD = /^(\S{1,64}): flags=\d{1,10}<([^>]*)> {1,8}mtu (\d{1,10})/;

/** `inet 172.31.100.171  netmask 255.255.240.0`, `inet6 fe80::1  prefixlen 64  scopeid 0x20<link>` */
const readAddress = (line: string): Parsed<InterfaceAddress> => {
  const words = wordsOf(line);
  const [family, address = ''] = words;
  const values = valuesAfter(words.slice(2), ['netmask', 'broadcast', 'destination', 'prefixlen', 'scopeid']);
  const prefixLength =
    family === 'inet' ? lengthOfMask(values.get('netmask') ?? '') : wholeNumber(values.get('prefixlen'));
  if ((family !== 'inet' && family !== 'inet6') || prefixLength === null)
    return notUnderstood('An address of ifconfig', line);
  const scope = cutAt(values.get('scopeid') ?? '', '<')[1]?.replace('>', '') ?? null;
  return parsed({ family, address, prefixLength, scope, dynamic: false });
};

const readInterface = ([head, ...lines]: IfconfigBlock): Parsed<NetworkInterface> => {
  const [, name, flagList = '', mtu] = HEAD.exec(head) ?? [];
  if (name === undefined) return notUnderstood('An interface of ifconfig', head);
  const addresses = parseEach(
    lines.filter((line) => line.startsWith('inet')),
    readAddress,
  );
  if (!addresses.ok) return addresses;
  const flags = flagList.split(',');
  const mac = wordsOf(lines.find((line) => line.startsWith('ether ')) ?? '')[1] ?? null;
  return parsed({
    ...untold,
    name,
    ...linkState(flags, 'RUNNING'),
    mtu: Number(mtu),
    mac: macOf(mac, flags),
    addresses: addresses.value,
  });
};

/** `ifconfig -a` of net-tools 2. */
export const parseIfconfig = (text: string): Parsed<readonly NetworkInterface[]> => {
  const interfaces = parseEach(ifconfigBlocks(text), readInterface);
  return interfaces.ok ? parsed(withAliases(interfaces.value)) : interfaces;
};
