import assert from 'node:assert/strict';
import { hostNetworkPorts, publishedPorts } from '../../../core/src/model/firewall/offeredPort.js';
import { healthyFacts } from '../../support/healthyFacts.js';
import { extras, placements, protocols, surroundings, systems, withSecondCard } from '../../support/healthyDevices.js';
import { findingsFor, verdictFor, type Change } from '../../support/snapshots.js';

/** A device as its owner would describe it, what it is made of, and words that its verdict says of it. */
interface HealthyDevice {
  readonly about: string;
  readonly device: readonly Change[];
  readonly says: readonly string[];
}

const atDefault = placements['Default Switch'];
const externalFixed = placements['External, fixed'];

const devices: readonly HealthyDevice[] = [
  {
    about: 'a fresh laptop: Default Switch, AMQP, EFLOW 1.5',
    device: [atDefault, protocols.AMQP, systems['EFLOW 1.5 on Mariner 2']],
    says: ['Default Switch, DHCP', 'AMQP to contoso-hub'],
  },
  {
    about: 'the same after Windows gave the Default Switch another subnet, EFLOW 1.4',
    device: [placements['Default Switch elsewhere'], protocols.AMQP, systems['EFLOW 1.4 on Mariner 2']],
    says: ['EFLOW 1.4.10', '192.168.100.77/20'],
  },
  {
    about: 'Default Switch on Azure Linux 3, whose rules are in nft',
    device: [atDefault, protocols.MQTT, systems['EFLOW 1.5.6 on Azure Linux 3, with nft']],
    says: ['Azure Linux 3', 'MQTT to'],
  },
  {
    about: 'an Internal switch with a fixed address behind the NAT of Windows, MQTT with 443 closed',
    device: [placements['Internal, fixed'], protocols.MQTT],
    says: ['Internal "InternalSw", Static', '172.20.0.2/24'],
  },
  {
    about: 'an Internal switch of a Windows Server that serves DHCP itself',
    device: [placements['Internal, DHCP'], protocols['provisioned by DPS']],
    says: ['Internal "InternalSw", DHCP'],
  },
  {
    about: 'an External switch with DHCP of the plant, provisioned by DPS',
    device: [placements['External, DHCP'], protocols['provisioned by DPS']],
    says: ['External "LAN", DHCP'],
  },
  {
    about: 'an External switch with a fixed address in a /22, AMQP over WebSockets where only 443 is open',
    device: [externalFixed, protocols['AMQP over WebSockets, with 5671 closed']],
    says: ['External "LAN", Static', '10.47.3.45/22', 'AMQP over WebSockets'],
  },
  {
    about: 'a company with a proxy, set in all four places, and no direct way out',
    device: [placements['External, DHCP'], surroundings['a proxy in all four places, and nothing direct']],
    says: ['AMQP over WebSockets'],
  },
  {
    about: 'an industrial device with a second card to a plant network that has no gateway',
    device: [externalFixed, protocols.MQTT, withSecondCard(externalFixed)],
    says: ['10.47.3.45/22'],
  },
  {
    about: 'a gateway for leaf devices: edgeHub publishes its three ports',
    device: [externalFixed, protocols['AMQP by default, with 443 closed']],
    says: ['AMQP to'],
  },
  {
    about: 'a nested device below a parent in the plant, with a certificate authority of the plant',
    device: [placements['External, DHCP'], protocols['below a parent']],
    says: ['to parent.plant'],
  },
  {
    about: 'MQTT over WebSockets on Azure Linux 3, with more container networks, IPv6 and little memory',
    device: [
      placements['Internal, fixed'],
      protocols['MQTT over WebSockets'],
      systems['EFLOW 1.5.6 on Azure Linux 3, with nft'],
      extras['more container networks, IPv6, and DNS of a company for the engine'],
    ],
    says: ['MQTT over WebSockets'],
  },
  {
    about: 'a device just provisioned, whose modules have not arrived',
    device: [atDefault, protocols['provisioned by DPS'], surroundings['no modules yet']],
    says: ['Default Switch, DHCP'],
  },
  {
    about: 'a device whose clock Windows keeps, with no time server in the VM',
    device: [atDefault, protocols.AMQP, surroundings['a clock that nobody keeps']],
    says: ['Nothing is wrong.'],
  },
];

describe('Healthy devices, as their owners would describe them', () => {
  for (const { about, device, says } of devices) {
    it(about, () => {
      const odd = findingsFor(...device).filter(({ outcome }) => outcome !== 'pass' && outcome !== 'notApplicable');
      assert.deepEqual(
        odd.map(({ rule, message }) => `${rule}: ${message}`),
        [],
      );
      const verdict = verdictFor(...device);
      assert.equal(verdict?.outcome, 'pass');
      for (const words of says) assert.ok(verdict.message.includes(words), `${words} is not in: ${verdict.message}`);
    });
  }

  it('all of them with the ports that edgeHub publishes, a module on the host network, and the stock OUTPUT ACCEPT', () => {
    const containers = healthyFacts['guest.containers'];
    assert.deepEqual(
      publishedPorts(containers).map(({ port }) => port),
      [443, 5671, 8883],
    );
    assert.ok(hostNetworkPorts(containers).length > 0);
    const output = healthyFacts['guest.iptablesLegacy'].tables
      .find(({ name }) => name === 'filter')
      ?.chains.find(({ name }) => name === 'OUTPUT');
    assert.ok(output?.rules.some(({ target }) => target?.name === 'ACCEPT') === true);
  });
});
