import type { FactValues } from '../../facts/facts.js';
import { say } from '../../texts/say.js';
import { usedBridges } from './usedBridges.js';
import { primary } from './vmInterface.js';

interface Device {
  readonly device: string;
  /** Who suffers where it does not forward. */
  readonly whom: string;
}

/** What the packets of containers come in by: the VM's card and their own bridges. */
export const containerDevices = (
  containers: FactValues['guest.containers'],
  interfaces: FactValues['guest.interfaces'] = [],
  networks: FactValues['guest.containerNetworks'] = [],
): readonly Device[] => {
  const card = primary(interfaces);
  const whom = say('no answer comes back to its containers, and nobody reaches their published ports');
  return [
    ...(card === null ? [] : [{ device: card.name, whom }]),
    ...usedBridges(containers, networks).map(({ bridge, network }) => ({
      device: bridge,
      whom: say('the containers of {network} reach nobody and answer nobody', { network }),
    })),
  ];
};
