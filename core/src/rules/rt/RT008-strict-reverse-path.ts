import { defineRule } from '../../engine/rule.js';
import { inGuest, shell } from '../../model/quote.js';
import { defaultRoutes } from '../../model/address/routes.js';
import { routeTo } from '../../model/address/wayOutRoute.js';
import { toNumber } from '../../ipv4.js';
import { cards, ipv4Of, mainAddress } from '../../model/address/vmInterface.js';
import { say } from '../../texts/say.js';

/** The kernel takes the larger of the two (ip-sysctl): 0 off, 1 strict, 2 loose. */
const STRICT = 1;

/** An address that is nobody's in particular (RFC 5737). */
const STRANGER = '203.0.113.7';

export default defineRule({
  id: 'RT008',
  slug: 'strict-reverse-path',
  title: 'Each network card takes packets from beyond its link',
  severity: 'information',
  stage: 'inbound',
  partial: true,
  guide: ['G27', 'G26'],
  requires: ['guest.interfaces', 'guest.routes', 'guest.kernelSettings'],
  uses: ['guest.policyRules'],
  messages: {
    strict: {
      text: 'Reverse path filtering is strict on {device}, and answers to senders beyond its own link leave by {other}: the kernel drops what such senders send there.',
      note: true,
      remedy: [
        {
          text: 'If machines beyond the link shall reach the VM on {device}, add a route to their network there, or make the filter loose for it.',
          command: '{loosen}',
        },
      ],
    },
  },

  check(facts, report) {
    const all = cards(facts['guest.interfaces']).filter((card) => card.up && ipv4Of(card).length > 0);
    const winner = defaultRoutes(facts['guest.routes'])[0]?.device ?? null;
    if (all.length < 2 || winner === null) return 'notApplicable';
    const settings = facts['guest.kernelSettings'];
    const mode = (name: string): number => Number(settings[`net.ipv4.conf.${name}.rp_filter`] ?? 0);
    for (const card of all.filter((one) => one.name !== winner)) {
      const { name } = card;
      const effective = Math.max(mode('all'), mode(name));
      // The way back is looked up with the address of the card for a source: a rule of routing may send that out by the card.
      const source = toNumber(mainAddress(card)?.address ?? '') ?? undefined;
      const back = routeTo(facts, STRANGER, source === undefined ? {} : { source });
      if (effective !== STRICT || back === null || back.device === name) continue;
      report({
        message: 'strict',
        target: name,
        data: {
          device: name,
          other: back.device ?? winner,
          loosen: inGuest(`sudo sysctl -w ${shell(`net.ipv4.conf.${name}.rp_filter=2`)}`),
        },
        evidence: [
          {
            fact: 'guest.kernelSettings',
            path: `/net.ipv4.conf.${name}.rp_filter`,
            observed: effective,
            expected: say('0 or 2, or a route back'),
          },
        ],
      });
    }
    return undefined;
  },
});
