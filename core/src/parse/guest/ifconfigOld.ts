import { ifconfigBlocks, untold, withAliases, type IfconfigBlock } from './ifconfig.js';
import { linkState, macOf, type InterfaceAddress, type NetworkInterface } from './interface.js';
import { cutAt, wordsOf } from '../text/lines.js';
import { lengthOfMask } from '../text/netmask.js';
import { wholeNumber } from '../text/number.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';

/** `eth0      Link encap:Ethernet  HWaddr 00:15:5d:4e:15:2c` */
const HEAD = /^(\S{1,64}) {1,64}Link encap:(.*)$/;

/** `MTU:1500` among the words of a line. */
const valueOf = (words: readonly string[], label: string): string | null =>
  words.find((word) => word.startsWith(`${label}:`))?.slice(label.length + 1) ?? null;

/** `inet addr:172.27.120.111  Bcast:172.27.127.255  Mask:255.255.240.0` */
const readInet = (line: string): Parsed<InterfaceAddress> => {
  const words = wordsOf(line);
  const [address, prefixLength] = [valueOf(words, 'addr'), lengthOfMask(valueOf(words, 'Mask') ?? '')];
  if (address === null || prefixLength === null) return notUnderstood('An address of ifconfig', line);
  return parsed({ family: 'inet', address, prefixLength, scope: null, dynamic: false });
};

/** `inet6 addr: fe80::215:5dff:fe4e:152c/64 Scope:Link` */
const readInet6 = (line: string): Parsed<InterfaceAddress> => {
  const words = wordsOf(line);
  const [address, length] = cutAt(words[2] ?? '', '/');
  const prefixLength = wholeNumber(length);
  if (prefixLength === null) return notUnderstood('An address of ifconfig', line);
  const scope = valueOf(words, 'Scope')?.toLowerCase() ?? null;
  return parsed({ family: 'inet6', address, prefixLength, scope, dynamic: false });
};

const readInterface = ([head, ...lines]: IfconfigBlock): Parsed<NetworkInterface> => {
  const [, name, link = ''] = HEAD.exec(head) ?? [];
  const flags = wordsOf(lines.find((line) => valueOf(wordsOf(line), 'MTU') !== null) ?? '');
  const mtu = wholeNumber(valueOf(flags, 'MTU'));
  if (name === undefined || mtu === null) return notUnderstood('An interface of ifconfig', head);
  const addresses = parseEach(
    lines.filter((line) => line.startsWith('inet')),
    (line) => (line.startsWith('inet6') ? readInet6(line) : readInet(line)),
  );
  if (!addresses.ok) return addresses;
  const linkWords = wordsOf(link);
  const mac = linkWords[linkWords.indexOf('HWaddr') + 1] ?? null;
  return parsed({
    ...untold,
    name,
    ...linkState(flags, 'RUNNING'),
    mtu,
    mac: macOf(mac, flags),
    addresses: addresses.value,
  });
};

/** `ifconfig -a` of net-tools 1.60 and inetutils. */
export const parseIfconfigOld = (text: string): Parsed<readonly NetworkInterface[]> => {
  const interfaces = parseEach(ifconfigBlocks(text), readInterface);
  return interfaces.ok ? parsed(withAliases(interfaces.value)) : interfaces;
};
