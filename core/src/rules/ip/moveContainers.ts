import type { RemedyTemplate } from '../../engine/rule.js';
import type { FactValues } from '../../facts/facts.js';
import { freePool, freeSubnet } from '../../model/address/freePool.js';
import { formatPrefix, type Prefix } from '../../ipv4.js';
import { isOfEdge } from '../../model/attachment.js';
import { knownPrefixes } from '../../model/address/knownPrefixes.js';
import { inGuest, shell } from '../../model/quote.js';

/** What tells which addresses are in use elsewhere. */
export const overlapUses = ['host.addresses', 'host.routes'] as const;

export type MoveFacts = Pick<FactValues, 'guest.interfaces' | 'guest.containerNetworks'> & {
  readonly [K in (typeof overlapUses)[number] | 'guest.containers']: FactValues[K] | undefined;
};

/** The first three for what the engine and IoT Edge made, the others for what an owner made. */
export const moveContainers = [
  {
    text: 'In /etc/docker/daemon.json of the VM give the engine pools elsewhere: "bip": "{bip}" and "default-address-pools": [{pool}]. See what stands there now.',
    command: '{look}',
  },
  {
    text: 'Stop IoT Edge and take its network away; IoT Edge makes it again. Modules stop meanwhile.',
    command: '{remove}',
  },
  { text: 'Start both again.', command: '{start}' },
  { text: 'IoT Edge did not make this network: see its options and what is in it.', command: '{inspect}' },
  {
    text: 'Take the containers in it away, make it anew with the same options in a subnet that was not seen in use, and make them again; modules come back by themselves.',
    command: '{anew}',
  },
] as const satisfies readonly RemedyTemplate[];

/** The engine's own bridge moves by itself when the engine starts; what IoT Edge made is taken away for that. */
const moveByEngine = (network: string, known: readonly Prefix[]) => {
  const pool = freePool(known);
  return {
    ...{ bip: pool.bridge, pool: `{"base": "${pool.base}", "size": 24}`, inspect: '', anew: '' },
    look: `${inGuest('cat /etc/docker/daemon.json')} -ignoreError`,
    remove:
      network === 'bridge'
        ? ''
        : inGuest(
            `sudo iotedge system stop && sudo docker rm --force $(sudo docker ps -aq --filter label=net.azure-devices.edge.owner) && sudo docker network rm ${shell(network)}`,
          ),
    start: inGuest('sudo systemctl restart docker && sudo iotedge system restart'),
  };
};

/** Nobody makes it again but its owner; a container that was in it does not find the new one by itself. */
const moveByOwner = (network: string, known: readonly Prefix[]) => {
  const subnet = freeSubnet(known);
  const name = shell(network);
  return {
    ...{ bip: '', pool: '', look: '', remove: '', start: '' },
    inspect: inGuest(`sudo docker network inspect ${name}`),
    anew:
      subnet === null
        ? ''
        : inGuest(
            `sudo docker network rm ${name} && sudo docker network create --subnet ${formatPrefix(subnet)} ${name}`,
          ),
  };
};

/** Where to move a container network, and how. */
export const moveOf = (network: string, facts: MoveFacts) => {
  const known = knownPrefixes({
    'guest.interfaces': facts['guest.interfaces'],
    'guest.containerNetworks': facts['guest.containerNetworks'],
    'host.addresses': facts['host.addresses'],
    'host.routes': facts['host.routes'],
  });
  const isMadeAgain = network === 'bridge' || isOfEdge(network, facts['guest.containers']);
  return isMadeAgain ? moveByEngine(network, known) : moveByOwner(network, known);
};
