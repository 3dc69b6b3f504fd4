import { isObject, objectsIn, parseJson, textOf, type JsonObject } from '../text/json.js';
import { cutAt, filledLinesOf } from '../text/lines.js';
import { wholeNumber } from '../text/number.js';
import { notUnderstood, parsed, parseEach, type Parsed } from '../text/parsed.js';
import { say } from '../../texts/say.js';

export interface ContainerSubnet {
  readonly subnet: string;
  readonly gateway: string | null;
}

/** A network of the container engine. */
export interface ContainerNetwork {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  /** The bridge interface in the VM. */
  readonly bridge: string | null;
  readonly subnets: readonly ContainerSubnet[];
  readonly mtu: number | null;
  readonly internal: boolean;
}

/** Unless an option names it, the engine names a bridge after the first twelve digits of its network's id. */
const bridgeOf = (item: JsonObject, id: string): string | null =>
  item['driver'] === 'bridge' ? (textOf(item['bridge']) ?? `br-${id.slice(0, 12)}`) : null;

const subnetsOf = (ipam: unknown): ContainerSubnet[] =>
  objectsIn(ipam).flatMap((item) => {
    const subnet = textOf(item['Subnet']);
    const gateway = textOf(item['Gateway']);
    return subnet === null ? [] : [{ subnet, gateway: gateway === null ? null : cutAt(gateway, '/')[0] }];
  });

const readNetwork = (line: string): Parsed<ContainerNetwork> => {
  const value = parseJson(say('A container network'), line);
  if (!value.ok) return value;
  const item = isObject(value.value) ? value.value : {};
  const [id, name, driver] = [textOf(item['id']), textOf(item['name']), textOf(item['driver'])];
  if (id === null || name === null || driver === null) return notUnderstood('A container network', line);
  return parsed({
    id,
    name,
    driver,
    bridge: bridgeOf(item, id),
    subnets: subnetsOf(item['ipam']),
    mtu: wholeNumber(textOf(item['mtu'])),
    internal: item['internal'] === true,
  });
};

/** One object a line, made of single fields of `docker network inspect`. */
export const parseContainerNetworks = (text: string): Parsed<readonly ContainerNetwork[]> =>
  parseEach(filledLinesOf(text), readNetwork);
