import { defineRule } from '../../engine/rule.js';
import { greetingEvidence } from '../../model/upstream/reachEvidence.js';
import { greeted, hangingInside } from '../../model/upstream/tlsInside.js';
import { largerBridges } from '../../model/address/largerBridges.js';
import { primary } from '../../model/address/vmInterface.js';
import { say } from '../../texts/say.js';

const setSize = [
  {
    text: 'Set "mtu": {own} in /etc/docker/daemon.json for the default network; make others anew with the option com.docker.network.driver.mtu={own}. All modules restart.',
  },
] as const;

export default defineRule({
  id: 'MTU001',
  slug: 'bridge-larger',
  title: 'Container networks send no larger packets than the card of the VM',
  severity: 'warning',
  stage: 'mtu',
  partial: true,
  guide: ['Azure/iotedge#7151'],
  requires: ['guest.interfaces', 'guest.containerNetworks'],
  uses: ['guest.reach'],
  messages: {
    larger: {
      text: 'The container network {network} sends packets of {bridge} bytes, the card {card} only {own}: large ones of modules must be split or get lost, and TLS in modules hangs.',
      remedy: setSize,
    },
    hanging: {
      text: 'The container network {network} sends packets of {bridge} bytes, the card {card} only {own}: TCP connects from there to {hosts}, and TLS does not open, for large packets get lost.',
      severity: 'critical',
      remedy: setSize,
    },
  },

  check(facts, report) {
    const card = primary(facts['guest.interfaces']);
    if (card === null) return 'notApplicable';
    const hanging = hangingInside(greeted(facts['guest.reach'] ?? []));
    for (const { network, size } of largerBridges(facts['guest.interfaces'], facts['guest.containerNetworks'])) {
      const lost = hanging.get(`network:${network}`) ?? [];
      const hosts = lost.map(({ host, port }) => `${host}:${port}`).join(', ');
      const expected = say('{number} at most', { number: card.mtu });
      const seen = { fact: 'guest.containerNetworks', path: `/${network}/mtu`, observed: size, expected } as const;
      const found = { target: network, data: { network, bridge: size, card: card.name, own: card.mtu, hosts } };
      if (lost.length === 0) report({ message: 'larger', ...found, evidence: [seen] });
      else report({ message: 'hanging', ...found, evidence: [seen, greetingEvidence(`/network:${network}`, lost)] });
    }
    return undefined;
  },
});
