import type { Container, Reach } from '../item.js';
import { networkName } from '../dns/requiredNames.js';
import { isEdgeHub } from '../firewall/edgeHub.js';
import { powershell } from '../quote.js';

/** Words that Trace-EflowPacket takes for something else than a container of that name. */
const reserved: readonly string[] = ['host', 'lan', 'cloud', 'vm'];

/** A trace begins at the first network of a container: there a container on several is the wrong one for all but that. */
const beginsAt = ({ networks }: Container, network: string): boolean =>
  networks.find(({ address }) => address !== null)?.name === network;

/** The container on a network whose way shows what became of its packets: edgeHub where it is there, and one that runs. */
const senderOn = (containers: readonly Container[], network: string): Container | undefined => {
  const there = containers.filter(
    (one) => one.running && beginsAt(one, network) && !reserved.includes(one.name.toLowerCase()),
  );
  return there.find(isEdgeHub) ?? there.find(({ module }) => module) ?? there[0];
};

/** The trace of what a container network sends to a port of a host; empty where no container is known that sends from there. */
export const traceFrom = (
  from: Reach['from'] | undefined,
  { host, port }: Pick<Reach, 'host' | 'port'>,
  containers: readonly Container[] | undefined,
): string => {
  const sender = from === undefined ? undefined : senderOn(containers ?? [], networkName(from));
  if (sender === undefined) return '';
  return `Trace-EflowPacket -From ${powershell(sender.name)} -To ${powershell(host)} -Port ${port}`;
};
