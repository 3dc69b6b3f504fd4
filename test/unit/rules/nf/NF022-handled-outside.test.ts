import rule from '../../../../core/src/rules/nf/NF022-handled-outside.js';
import { healthy } from '../../../support/healthyFacts.js';
import { testRule } from '../../../support/testRule.js';

const facts = healthy(...rule.requires);
const seen = (kind: 'xdp' | 'qdisc' | 'filter', what: string) => ({
  'guest.trafficControl': [...facts['guest.trafficControl'], { kind, device: 'eth0', at: 'ingress', what }],
});

testRule(rule, {
  pass: [
    { name: 'queues that only order packets', facts },
    { name: 'another such queue', facts: seen('qdisc', 'fq_codel') },
  ],
  fail: [],
  notApplicable: [],
  notes: [
    {
      name: 'a filter of tc',
      facts: seen('filter', 'bpf'),
      messages: ['outside'],
      targets: ['eth0'],
      says: ['bpf'],
      commands: ["Invoke-EflowVmCommand 'sudo tc -s filter show dev eth0 ingress; ip -d link show dev eth0'"],
    },
    { name: 'an XDP program', facts: seen('xdp', 'xdpgeneric'), messages: ['outside'], says: ['XDP'] },
    { name: 'a queue that loses packets', facts: seen('qdisc', 'netem'), messages: ['outside'], says: ['netem'] },
  ],
});
