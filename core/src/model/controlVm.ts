import type { Snapshot } from '../contract/snapshot.js';
import { guestText, type FactParser } from '../facts/factParser.js';
import { parseDnsProbe } from '../parse/guest/dnsProbe.js';
import { parseInterfaces } from '../parse/guest/interfaces.js';
import { parseNeighbours } from '../parse/guest/neighbours.js';
import { parseReach } from '../parse/guest/reach.js';
import { parseRoutes } from '../parse/guest/routes.js';

type Read = <T>(name: string, parse: FactParser<T>) => T | undefined;

const readerOf =
  ({ facts }: Snapshot): Read =>
  (name, parse) => {
    const envelope = Object.hasOwn(facts, name) ? facts[name] : undefined;
    const fact = envelope?.status === 'ok' ? parse(envelope.value) : null;
    return fact?.ok === true ? fact.value : undefined;
  };

const partsOf = (read: Read) => ({
  interfaces: read('guest.interfaces', guestText(parseInterfaces)),
  routes: read('guest.routes', guestText(parseRoutes)),
  neighbours: read('guest.neighbours', guestText(parseNeighbours)),
  dnsProbe: read('guest.dnsProbe', guestText(parseDnsProbe)),
  reach: read('guest.reach', guestText(parseReach)),
});

/** What a VM saw of its network, each part as far as it is known. */
export type NetworkLook = ReturnType<typeof partsOf>;

/** A VM without EFLOW on the same switch. */
export interface ControlVm extends NetworkLook {
  readonly device: string;
}

export const readControl = (snapshot: Snapshot): ControlVm => ({
  device: snapshot.device,
  ...partsOf(readerOf(snapshot)),
});
