import { defineRule } from '../../engine/rule.js';
import { plainMac } from '../../model/address/holders.js';
import { gatewayOf } from '../../model/address/neighbours.js';
import { defaultRoutes } from '../../model/address/routes.js';
import { goesByDefault, lostBy } from '../../model/address/wayOutRoute.js';
import { gatewayMac } from '../../model/host/gatewayMac.js';
import { inGuest, shell } from '../../model/quote.js';
import { say } from '../../texts/say.js';

const forget = { text: 'Let the VM forget the entry, so that it asks anew.', command: '{forget}' } as const;

export default defineRule({
  id: 'RT013',
  slug: 'gateway-mac-difference',
  title: 'The VM knows its gateway by the MAC address that Windows knows',
  severity: 'critical',
  stage: 'gateway',
  guide: ['G02', 'G03', 'G24'],
  requires: [
    'guest.routes',
    'guest.neighbours',
    'guest.interfaces',
    'guest.reach',
    'host.switches',
    'host.vmNetwork',
    'host.addresses',
    'host.adapters',
    'host.neighbours',
  ],
  uses: ['guest.gatewayProbe', 'guest.dnsProbe', 'guest.policyRules'],
  messages: {
    byHand: {
      text: 'Nothing answers what the VM sends to its gateway {gateway}: an entry that was made by hand says that it has the MAC address {seen}, and Windows knows it by {known}.',
      remedy: [
        forget,
        {
          text: 'It is back after the next start where a file makes it ([Neighbor]): see which.',
          command: "Invoke-EflowVmCommand 'grep -rn LinkLayerAddress= /etc/systemd/network' -ignoreError",
        },
      ],
    },
    another: {
      text: 'Another machine answers for the gateway {gateway}: for the VM it has the MAC address {seen}, Windows knows it by {known}, and nothing answers what the VM sends there.',
      remedy: [{ text: 'Find the machine with the MAC address {seen}, and give it another address.' }, forget],
    },
  },

  check(facts, report) {
    const [route] = defaultRoutes(facts['guest.routes']);
    const { gateway = null, device = null } = route ?? {};
    if (gateway === null || device === null) return 'notApplicable'; // RT001
    const neighbour = gatewayOf(facts['guest.gatewayProbe'], facts['guest.neighbours'], gateway);
    const [seen, known] = [neighbour?.mac ?? null, gatewayMac(facts, gateway)];
    if (neighbour === null || seen === null || known === null) return 'notApplicable'; // RT004
    if (plainMac(seen) === plainMac(known)) return undefined;
    const lost = lostBy(facts, (address) => address === gateway || goesByDefault(facts, address));
    if (lost === null) return { unknown: say('Nothing was sent to the gateway of the VM or beyond it.') };
    if (lost.length === 0) return undefined; // two routers may share an address
    const isByHand = facts['guest.neighbours'].some(
      ({ address, state }) => address === gateway && state === 'PERMANENT',
    );
    report({
      message: isByHand ? 'byHand' : 'another',
      target: gateway,
      data: { gateway, seen, known, forget: inGuest(`sudo ip neigh del ${shell(gateway)} dev ${shell(device)}`) },
      evidence: [
        { fact: 'guest.neighbours', path: `/${gateway}`, observed: `${seen}, ${neighbour.state}`, expected: known },
        { fact: 'guest.reach', path: '', observed: lost, expected: say('one answer') },
      ],
    });
    return undefined;
  },
});
