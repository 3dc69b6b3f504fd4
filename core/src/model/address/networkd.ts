import { isLinkLocal } from '../../ipv4.js';
import { runs, serviceOf } from '../guestService.js';
import type { NetworkInterface, Service } from '../item.js';
import { cards, ipv4Of, type OwnAddress } from './vmInterface.js';

export const NETWORKD = 'systemd-networkd.service';

/** The service that gives the VM its addresses; null where the guest has none, or NetworkManager runs in its place. */
export const networkd = (services: readonly Service[]): Service | null => {
  const own = serviceOf(services, NETWORKD);
  const other = serviceOf(services, 'NetworkManager.service');
  return own === null || own.load === 'not-found' || (other !== null && runs(other)) ? null : own;
};

export const stateText = ({ load, active, sub }: Service): string => `${load}, ${active}, ${sub}`;

/** The addresses that somebody gave the cards of the VM. */
export const givenAddresses = (interfaces: readonly NetworkInterface[]): readonly OwnAddress[] =>
  cards(interfaces)
    .flatMap(ipv4Of)
    .filter(({ address }) => !isLinkLocal(address));
