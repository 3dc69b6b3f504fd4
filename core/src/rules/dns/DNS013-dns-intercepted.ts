import { defineRule } from '../../engine/rule.js';
import { CONTROL_ADDRESS } from '../../model/upstream/reach.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'DNS013',
  slug: 'dns-intercepted',
  title: 'DNS questions reach the server that they are sent to',
  severity: 'information',
  stage: 'dnsServers',
  partial: true,
  guide: ['G12', 'G14'],
  requires: ['guest.dnsProbe'],
  messages: {
    intercepted: {
      text: 'A question to {control}, an address that no machine can have, was answered: something on the path answers DNS questions itself, whichever server they are sent to.',
      note: true,
      remedy: [],
    },
  },

  check(facts, report) {
    const control = facts['guest.dnsProbe'].filter(({ from, server }) => from === 'vm' && server === CONTROL_ADDRESS);
    if (control.length === 0) return 'notApplicable';
    if (!control.some(({ state }) => state === 'answered')) return undefined;
    report({
      message: 'intercepted',
      target: CONTROL_ADDRESS,
      data: { control: CONTROL_ADDRESS },
      evidence: [
        {
          fact: 'guest.dnsProbe',
          path: `/${CONTROL_ADDRESS}`,
          observed: control.map(({ state, rcode, addresses }) => [rcode ?? state, ...addresses].join(' ')),
          expected: say('no answer'),
        },
      ],
    });
    return undefined;
  },
});
