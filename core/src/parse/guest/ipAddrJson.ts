import { linkState, macOf, type InterfaceAddress, type NetworkInterface } from './interface.js';
import { isObject, numberOf, objectsIn, parseJson, textOf, textsIn, type JsonObject } from '../text/json.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';

const readAddress = (item: JsonObject): Parsed<InterfaceAddress> => {
  const [family, address, prefixLength] = [textOf(item['family']), textOf(item['local']), numberOf(item['prefixlen'])];
  if ((family !== 'inet' && family !== 'inet6') || address === null || prefixLength === null)
    return notUnderstood('An address of ip -j addr', JSON.stringify(item));
  return parsed({ family, address, prefixLength, scope: textOf(item['scope']), dynamic: item['dynamic'] === true });
};

/** `info_slave_data` of a bridge's port; of a bond's there is no such thing. */
const hairpinOf = (linkInfo: JsonObject): Pick<NetworkInterface, 'hairpin'> => {
  const hairpin = isObject(linkInfo['info_slave_data']) ? linkInfo['info_slave_data']['hairpin'] : null;
  return typeof hairpin === 'boolean' ? { hairpin } : {};
};

const readInterface = (item: JsonObject): Parsed<NetworkInterface> => {
  const [name, index, mtu] = [textOf(item['ifname']), numberOf(item['ifindex']), numberOf(item['mtu'])];
  const addresses = parseEach(objectsIn(item['addr_info']), readAddress);
  if (!addresses.ok) return addresses;
  if (name === null || index === null || mtu === null)
    return notUnderstood('An interface of ip -j addr', JSON.stringify(item));
  const flags = textsIn(item['flags']);
  const linkInfo = isObject(item['linkinfo']) ? item['linkinfo'] : {};
  return parsed({
    name,
    index,
    ...linkState(flags, 'LOWER_UP'),
    mtu,
    mac: macOf(textOf(item['address']), flags),
    kind: textOf(linkInfo['info_kind']),
    master: textOf(item['master']),
    ...hairpinOf(linkInfo),
    peerNamespace: item['link_netnsid'] !== undefined,
    addresses: addresses.value,
  });
};

/** `ip -j -d addr`. iproute2 prints an empty object for each interface that a filter leaves out. */
export const parseIpAddrJson = (text: string): Parsed<readonly NetworkInterface[]> => {
  const value = parseJson('ip -j addr', text);
  if (!value.ok) return value;
  if (!Array.isArray(value.value)) return notUnderstood('ip -j addr', text);
  const items = objectsIn(value.value).filter((item) => Object.keys(item).length > 0);
  return parseEach(items, readInterface);
};
