import { defineRule } from '../../engine/rule.js';
import { answersForEveryone, CONTROL_ADDRESS, fromVm } from '../../model/upstream/reach.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'EP004',
  slug: 'answers-for-everyone',
  title: 'Connections reach the machine that they are made to',
  severity: 'warning',
  stage: 'interception',
  partial: true,
  // Who took a connection and opens no TLS, or shows a certificate of its own, is who answers for everyone.
  explains: ['tls'],
  guide: ['G28'],
  requires: ['guest.reach'],
  messages: {
    intercepted: {
      text: 'A connection to {control}, an address that no machine can have, was {how}: something on the path answers in place of every machine. That a port "is open" proves nothing here; only what TLS shows does.',
      remedy: [
        {
          text: 'Ask the network team which device intercepts TCP, and have it leave the hub, the provisioning service and the registries alone.',
        },
      ],
    },
  },

  check(facts, report) {
    const control = fromVm(facts['guest.reach']).filter(({ host }) => host === CONTROL_ADDRESS);
    if (control.length === 0) return 'notApplicable';
    const [first] = answersForEveryone(facts['guest.reach']);
    if (first === undefined) return undefined;
    report({
      message: 'intercepted',
      target: `${CONTROL_ADDRESS}:${first.port}`,
      data: { control: CONTROL_ADDRESS, how: first.tcp === 'refused' ? say('refused') : say('accepted') },
      evidence: [
        {
          fact: 'guest.reach',
          path: `/${CONTROL_ADDRESS}`,
          observed: control.map(({ port, tcp }) => `${port} ${tcp}`),
          expected: say('no answer'),
        },
      ],
    });
    return undefined;
  },
});
