import { defineRule } from '../../engine/rule.js';
import { primary } from '../../model/address/vmInterface.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'MTU001',
  slug: 'bridge-larger',
  title: 'Container networks send no larger packets than the card of the VM',
  severity: 'warning',
  stage: 'mtu',
  partial: true,
  guide: ['Azure/iotedge#7151'],
  requires: ['guest.interfaces', 'guest.containerNetworks'],
  messages: {
    larger: {
      text: 'The container network {network} sends packets of {bridge} bytes, the card {card} only {own}: large ones of modules must be split or get lost, and TLS in modules hangs.',
      remedy: [
        {
          text: 'Set "mtu": {own} in /etc/docker/daemon.json for the default network; make others anew with the option com.docker.network.driver.mtu={own}. All modules restart.',
        },
      ],
    },
  },

  check(facts, report) {
    const card = primary(facts['guest.interfaces']);
    if (card === null) return 'notApplicable';
    for (const { name, bridge, mtu } of facts['guest.containerNetworks']) {
      const live = facts['guest.interfaces'].find((one) => one.name === bridge);
      const size = mtu ?? live?.mtu ?? null;
      if (bridge === null || size === null || size <= card.mtu) continue;
      report({
        message: 'larger',
        target: name,
        data: { network: name, bridge: size, card: card.name, own: card.mtu },
        evidence: [
          {
            fact: 'guest.containerNetworks',
            path: `/${name}/mtu`,
            observed: size,
            expected: say('{number} at most', { number: card.mtu }),
          },
        ],
      });
    }
    return undefined;
  },
});
