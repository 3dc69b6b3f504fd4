import { defineRule } from '../../engine/rule.js';
import { bridgeFault, bridgeTold } from '../../model/address/bridgeFault.js';
import { usedBridges } from '../../model/address/usedBridges.js';
import { inGuest, shell } from '../../model/quote.js';

const restart = {
  text: 'Or restart the container engine, which makes its bridges anew. All modules restart with it.',
  command: "Invoke-EflowVmCommand 'sudo systemctl restart docker'",
} as const;

export default defineRule({
  id: 'MOD006',
  slug: 'network-bridge-broken',
  title: 'The bridge of each container network is up and has its address',
  severity: 'critical',
  stage: 'containerSubnet',
  guide: ['G26'],
  requires: ['guest.containers', 'guest.containerNetworks', 'guest.interfaces'],
  messages: {
    off: {
      text: 'The bridge {bridge} of the container network {network} is switched off: its containers reach nobody, and nobody reaches them.',
      remedy: [{ text: 'Switch it on.', command: '{mend}' }, restart],
    },
    missing: {
      text: 'The bridge {bridge} of the container network {network} is not there, although containers that run are in that network: they reach nobody, and nobody reaches them.',
      remedy: [
        {
          text: 'Restart the container engine, which makes its bridges anew. All modules restart with it.',
          command: "Invoke-EflowVmCommand 'sudo systemctl restart docker'",
        },
      ],
    },
    bare: {
      text: 'The bridge {bridge} of the container network {network} does not have the address {address}, by which its containers go out: they reach nobody, and nobody reaches them.',
      remedy: [
        {
          text: 'See whether systemd-networkd took the bridge over: a file with Name=* in /etc/systemd/network/ does that.',
          command: '{manager}',
        },
        { text: 'Give it the address; it holds until the next start.', command: '{mend}' },
        restart,
      ],
    },
  },

  check(facts, report) {
    const used = usedBridges(facts['guest.containers'], facts['guest.containerNetworks']);
    if (used.length === 0) return 'notApplicable';
    for (const one of used) {
      const { bridge, network } = one;
      const live = facts['guest.interfaces'].find(({ name }) => name === bridge);
      const fault = bridgeFault(one, live, facts['guest.interfaces']);
      if (fault === null) continue;
      const { message, address, mend } = fault;
      const data = { bridge, network, address, mend, manager: inGuest(`networkctl status ${shell(bridge)}`) };
      report({
        message,
        target: bridge,
        data,
        evidence: [
          {
            fact: 'guest.interfaces',
            path: `/${bridge}`,
            observed: bridgeTold(live),
            expected: ['up', ...one.addresses.map((own) => own.address)].join(' '),
          },
        ],
      });
    }
    return undefined;
  },
});
