import assert from 'node:assert/strict';
import { addressOf, cards } from '../../../../core/src/model/address/vmInterface.js';
import { healthyFacts, withCard } from '../../../support/healthyFacts.js';
import { twoCards } from '../../../support/twoCards.js';
import type { NetworkInterface } from '../../../../core/src/model/item.js';

const [, eth0] = healthyFacts['guest.interfaces'];
const namesOf = (interfaces: readonly NetworkInterface[]): string[] => cards(interfaces).map(({ name }) => name);

describe('The cards of the VM', () => {
  const within = (kind: string): NetworkInterface[] => [
    ...twoCards.map((one) => (/^eth/.test(one.name) ? { ...one, master: 'lan0', addresses: [] } : one)),
    { ...eth0!, name: 'lan0', index: 15, kind },
  ];

  it('are those that are attached to a switch, eth0 first', () => {
    assert.deepEqual(namesOf(twoCards), ['eth0', 'eth1']);
    assert.deepEqual(namesOf([...twoCards].reverse()), ['eth0', 'eth1']);
  });

  for (const kind of ['bond', 'bridge'])
    it(`are one where the owner put them into a ${kind}, which has their address`, () => {
      assert.deepEqual(namesOf(within(kind)), ['lan0']);
      assert.equal(addressOf(within(kind)), eth0!.addresses[0]!.address);
    });

  it('are no other for the virtual function that the driver keeps under eth0', () => {
    const fast = { ...eth0!, name: 'enP1s1', index: 8, master: 'eth0', addresses: [] };
    assert.deepEqual(namesOf([...withCard({}), fast]), ['eth0']);
  });

  it('are not the ends of containers on a bridge of the engine', () => {
    const end = { ...eth0!, index: 8, master: 'br-6868c9739a37', addresses: [] };
    const ends = [
      { ...end, name: 'vethab12cd3' },
      { ...end, name: 'cali0', kind: 'veth' },
    ];
    assert.deepEqual(namesOf([...healthyFacts['guest.interfaces'], ...ends]), ['eth0']);
  });
});
