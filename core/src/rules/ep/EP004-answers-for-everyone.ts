import { defineRule } from '../../engine/rule.js';
import { answersForEveryone, CONTROL_ADDRESS, fromVm, refusesForEveryone } from '../../model/upstream/reach.js';
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
      text: 'A connection to {control}, an address that no machine can have, was accepted: something on the path answers in place of every machine. That a port "is open" proves nothing here; only what TLS shows does.',
      remedy: [
        {
          text: 'Ask the network team which device intercepts TCP, and have it leave the hub, the provisioning service and the registries alone.',
        },
      ],
    },
    rejected: {
      note: true,
      text: 'A connection to {control}, an address that no machine can have, was refused: a firewall on the path rejects what it does not let through. Who refused a connection is not known here.',
      remedy: [
        { text: 'Only where something that the device needs is refused too, ask the network team to let it through.' },
      ],
    },
  },

  check(facts, report) {
    const control = fromVm(facts['guest.reach']).filter(({ host }) => host === CONTROL_ADDRESS);
    if (control.length === 0) return 'notApplicable';
    const [taken] = answersForEveryone(facts['guest.reach']);
    const first = taken ?? refusesForEveryone(facts['guest.reach'])[0];
    if (first === undefined) return undefined;
    report({
      message: taken === undefined ? 'rejected' : 'intercepted',
      target: `${CONTROL_ADDRESS}:${first.port}`,
      data: { control: CONTROL_ADDRESS },
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
