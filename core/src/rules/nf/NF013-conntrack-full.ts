import { defineRule } from '../../engine/rule.js';
import { say } from '../../texts/say.js';

/** From here on bursts fill the rest. */
const FULL = 0.95;

export default defineRule({
  id: 'NF013',
  slug: 'conntrack-full',
  title: "The VM's table of connections has room",
  severity: 'critical',
  stage: 'firewallOut',
  intermittent: true,
  guide: ['G26'],
  requires: ['guest.conntrack'],
  messages: {
    full: {
      text: 'The table of connections of the VM is {percent} % full ({count} of {max}): new connections are dropped when it is full, in and out.',
      remedy: [
        { text: 'Enlarge it; it holds until the next start.', command: '{enlarge}' },
        {
          text: 'Find the module that opens so many connections.',
          command: "Invoke-EflowVmCommand 'sudo cat /proc/net/nf_conntrack'",
        },
      ],
    },
  },

  check(facts, report) {
    const { count, max } = facts['guest.conntrack'];
    if (count === null || max === null || max === 0) return 'notApplicable'; // connections are not tracked
    if (count < max * FULL) return undefined;
    report({
      message: 'full',
      target: 'conntrack',
      data: {
        percent: Math.floor((count / max) * 100),
        count,
        max,
        enlarge: `Invoke-EflowVmCommand 'sudo sysctl -w net.netfilter.nf_conntrack_max=${max * 2}'`,
      },
      evidence: [
        {
          fact: 'guest.conntrack',
          path: '/count',
          observed: count,
          expected: say('less than {number}', { number: Math.floor(max * FULL) }),
        },
      ],
    });
    return undefined;
  },
});
