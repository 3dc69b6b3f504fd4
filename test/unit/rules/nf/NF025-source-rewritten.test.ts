import rule from '../../../../core/src/rules/nf/NF025-source-rewritten.js';
import { liveText, rulesOf } from '../../../support/firewall.js';
import { healthy, vm } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires, ...rule.uses);
const silent = {
  'guest.reach': facts['guest.reach'].map((one) => ({ ...one, tcp: 'silent' as const })),
  'guest.dnsProbe': facts['guest.dnsProbe'].map(
    (one) => ({ ...one, state: 'silent', rcode: null, addresses: [] }) as const,
  ),
};
/** A rule before those of the container engine. */
const translating = (line: string) => ({
  'guest.iptablesLegacy': rulesOf(liveText().replace(/-A POSTROUTING/, `${line}\n-A POSTROUTING`)),
});
const commands = [
  "Invoke-EflowVmCommand 'sudo iptables -w -t nat -L POSTROUTING -v -n --line-numbers'",
  "Invoke-EflowVmCommand 'sudo iptables -w -t nat -D POSTROUTING 1'",
  "Invoke-EflowVmCommand 'grep -n SNAT /etc/systemd/scripts/ip4save' -ignoreError",
];
const foreign = '-A POSTROUTING -o eth0 -j SNAT --to-source 10.5.5.5';

testRule(rule, {
  pass: [
    { name: 'the stock rules, and nothing answers', facts: { ...facts, ...silent } },
    {
      name: 'an address of another network, to which somebody knows the way back',
      facts: { ...facts, ...translating(foreign) },
    },
    {
      name: 'the same, where only the proxy answers',
      facts: {
        ...facts,
        ...silent,
        ...translating(foreign),
        'guest.reach': [
          ...silent['guest.reach'],
          ...silent['guest.reach'].map((one) => ({ ...one, via: 'proxy' as const, tcp: 'connected' as const })),
        ],
      },
    },
    {
      name: "the VM's own address, and nothing answers",
      facts: { ...facts, ...silent, ...translating(`-A POSTROUTING -o eth0 -j SNAT --to-source ${vm.address}`) },
    },
    {
      name: 'MASQUERADE, and nothing answers',
      facts: { ...facts, ...silent, ...translating('-A POSTROUTING -o eth0 -j MASQUERADE') },
    },
    {
      name: 'a rule for a subnet of containers, and nothing answers the VM',
      facts: { ...facts, ...silent, ...translating('-A POSTROUTING -s 172.18.0.0/16 -j SNAT --to-source 10.5.5.5') },
    },
    {
      name: 'one name that is silent while others answer by the same rule',
      facts: {
        ...facts,
        ...translating(foreign),
        'guest.reach': facts['guest.reach'].map((one, at) => (at === 0 ? { ...one, tcp: 'silent' as const } : one)),
      },
    },
  ],
  fail: [
    {
      name: 'all that leaves is sent from the address of nobody',
      facts: { ...facts, ...silent, ...translating(foreign) },
      messages: ['rewritten'],
      targets: ['POSTROUTING'],
      says: ['from 10.5.5.5', vm.hub, vm.gateway, '--to-source 10.5.5.5'],
      commands,
    },
    {
      name: 'one port alone',
      facts: {
        ...facts,
        ...translating('-A POSTROUTING -p tcp -m tcp --dport 443 -j SNAT --to-source 10.5.5.5'),
        'guest.reach': facts['guest.reach'].map((one) => (one.port === 443 ? { ...one, tcp: 'silent' as const } : one)),
      },
      messages: ['rewritten'],
      says: ['--dport 443'],
      commands,
    },
  ],
  notApplicable: [],
  unknown: [
    {
      name: 'a rule for the addresses of a set, which the snapshot does not hold',
      facts: {
        ...facts,
        ...silent,
        ...translating('-A POSTROUTING -o eth0 -m set --match-set mine dst -j SNAT --to-source 10.5.5.5'),
      },
      says: 'Whether the VM lets its own packets out depends on what is not known',
    },
  ],
});
