import type { Option } from '../../parse/iptables/rule.js';
import { frameType } from './frame.js';
import type { Ask } from './oracle.js';
import { fitsName } from './reach.js';
import { certain, unknowable, type Test } from './test.js';

const packetTypes: Readonly<Record<string, string>> = {
  unicast: 'unicast',
  host: 'unicast',
  broadcast: 'broadcast',
  multicast: 'multicast',
};

export const packetTypeTest = ({ values }: Option, text: string): Test => {
  const name = (values[0] ?? '').toLowerCase();
  const wanted = Object.hasOwn(packetTypes, name) ? packetTypes[name] : undefined;
  if (wanted === undefined) return unknowable(text, text);
  return certain(text, (flow, sight) => frameType(flow, sight) === wanted);
};

/** One of several ports it was: decided where the name fits all of them or none. */
const isPort = (ports: readonly string[], name: string, text: string, ask: Ask): boolean => {
  const fitting = ports.filter((port) => fitsName(port, name)).length;
  if (ports.length > 0 && (fitting === 0 || fitting === ports.length)) return fitting > 0;
  return ask.holds(text, text);
};

const physdevHolds = (option: Option, ports: readonly string[], bridged: boolean, text: string, ask: Ask): boolean => {
  const name = option.values[0] ?? '';
  if (option.name === 'physdev-in') return isPort(ports, name, text, ask);
  if (option.name === 'physdev-is-in') return true;
  return bridged && (option.name !== 'physdev-out' || isPort(ports, name, text, ask));
};

/** Only frames that a bridge showed to netfilter carry a port; on all others an option holds where it is negated (physdev_mt). */
export const physdevTest = (option: Option, text: string): Test =>
  certain(text, ({ bridgePorts, bridged }, { ask }) => {
    if (bridgePorts === null) return option.negated;
    return physdevHolds(option, bridgePorts, bridged, text, ask) !== option.negated;
  });
