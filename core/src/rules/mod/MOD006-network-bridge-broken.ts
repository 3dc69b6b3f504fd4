import { defineRule } from '../../engine/rule.js';
import { usedBridges, type UsedBridge } from '../../model/address/usedBridges.js';
import type { NetworkInterface } from '../../model/item.js';
import { inGuest, shell } from '../../model/quote.js';
import { say } from '../../texts/say.js';

const restart = {
  text: 'Or restart the container engine, which makes its bridges anew. All modules restart with it.',
  command: "Invoke-EflowVmCommand 'sudo systemctl restart docker'",
} as const;

interface Fault {
  readonly message: 'missing' | 'off' | 'bare';
  /** The address that it lacks. */
  readonly address: string;
  readonly mend: string;
}

/** ifconfig has no index, and leaves out what is switched off: what it does not list may be there all the same. */
const isWholeList = (interfaces: readonly NetworkInterface[]): boolean =>
  interfaces.some(({ index }) => index !== null);

const faultOf = (
  { bridge, addresses }: UsedBridge,
  live: NetworkInterface | undefined,
  interfaces: readonly NetworkInterface[],
): Fault | null => {
  const name = shell(bridge);
  if (live === undefined) return isWholeList(interfaces) ? { message: 'missing', address: '', mend: '' } : null;
  if (!live.up) return { message: 'off', address: '', mend: inGuest(`sudo ip link set dev ${name} up`) };
  const lost = addresses.find(({ address }) => !live.addresses.some((one) => one.address === address));
  if (lost === undefined) return null;
  const { address, prefixLength } = lost;
  return { message: 'bare', address, mend: inGuest(`sudo ip address add ${address}/${prefixLength} dev ${name}`) };
};

/** As ip shows it, in a word. */
const told = (live: NetworkInterface | undefined): string => {
  if (live === undefined) return say('none');
  return [live.up ? 'up' : 'down', ...live.addresses.map(({ address }) => address)].join(' ');
};

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
      const fault = faultOf(one, live, facts['guest.interfaces']);
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
            observed: told(live),
            expected: ['up', ...one.addresses.map((own) => own.address)].join(' '),
          },
        ],
      });
    }
    return undefined;
  },
});
