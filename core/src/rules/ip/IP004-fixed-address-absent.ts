import { defineRule } from '../../engine/rule.js';
import { configuredAddress } from '../../model/address/configuredAddress.js';
import { ipv4Of, primary } from '../../model/address/vmInterface.js';
import { say } from '../../texts/say.js';

const remedy = [
  {
    text: 'See what the VM is told in its files; the first that matches the interface counts.',
    command: "Invoke-EflowVmCommand 'grep -H . /etc/systemd/network/*.network'",
  },
  {
    text: 'Let the VM apply its files anew. Its connections break for some seconds.',
    command: "Invoke-EflowVmCommand 'sudo systemctl restart systemd-networkd'",
  },
] as const;

export default defineRule({
  id: 'IP004',
  slug: 'fixed-address-absent',
  title: 'The fixed address is on the interface of the VM',
  severity: 'critical',
  stage: 'liveAddress',
  guide: ['G01', 'G02', 'G05'],
  requires: ['host.vmEndpoint', 'guest.interfaces'],
  uses: ['guest.networkFiles'],
  messages: {
    absent: { text: 'The fixed address {address} is not on {name} of the VM, which has no IPv4 address.', remedy },
    other: { text: 'The fixed address {address} is not on {name} of the VM, which has {own}.', remedy },
  },

  check(facts, report) {
    const card = primary(facts['guest.interfaces']);
    const configured = configuredAddress(facts['host.vmEndpoint'], card, facts['guest.networkFiles']);
    const address = configured?.address ?? null;
    if (card === null || configured === null || address === null) return 'notApplicable';
    const own = ipv4Of(card).map((one) => one.address);
    if (own.includes(address)) return undefined;

    const data = { address, name: card.name, own: own.join(', ') };
    report({
      message: own.length === 0 ? 'absent' : 'other',
      target: address,
      data,
      evidence: [
        {
          fact: configured.fact,
          path: configured.path,
          observed: address,
          expected: own.join(', ') || say('the address of the interface'),
        },
        { fact: 'guest.interfaces', path: `/${card.name}/addresses`, observed: own, expected: address },
      ],
    });
    return undefined;
  },
});
