import { defineRule } from '../../engine/rule.js';
import { cardName } from '../../model/address/vmInterface.js';
import { inboundVerdict } from '../../model/netfilter/inbound.js';
import { nearMisses } from '../../model/netfilter/nearMiss.js';
import { reasonOf } from '../../model/netfilter/nearMissText.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import type { World } from '../../model/netfilter/world.js';
import {
  hostNetworkPorts,
  lettingChosenIn,
  passageOf,
  publishedPorts,
  type OfferedPort,
  type Passage,
} from '../../model/firewall/offeredPort.js';
import { isReached, ownerRules, type OwnerRule } from '../../model/firewall/ownerRule.js';
import { inGuest, shell } from '../../model/quote.js';
import { say } from '../../texts/say.js';
import {
  canBeReached,
  nameOf,
  repairCommand,
  seeRules,
  stepEvidence,
  undecided,
  walkFacts,
  type Judged,
} from './offered.js';

/** Why the rule does not match the packet that it is about, in the words of a trace. */
const whyNot = (world: World, { rule, protocol, port }: OwnerRule): string => {
  const walked = inboundVerdict(world, { from: 'host', protocol, port });
  const { verdict } = walked ?? {};
  if (walked === null || verdict === undefined || verdict.kind === 'depends') return say('no packet gets to it');
  const miss = nearMisses(world, { ...walked, verdict }).find(({ place }) => place.rule === rule);
  return miss === undefined ? say('no packet gets to it') : reasonOf(miss);
};

const keepOut = ({ protocol, port }: OwnerRule, card: string): string =>
  inGuest(
    `sudo iptables -w -I DOCKER-USER 1 -i ${shell(card)} -p ${protocol} -m conntrack --ctorigdstport ${port} -j DROP`,
  );

const placeOf = ({ rule, chain, backEnd }: OwnerRule) =>
  ({ kind: 'rule', hook: 'INPUT', backEnd, table: 'filter', chain, rule, did: '' }) as const;

/** Closed on purpose to all but some senders, whom another rule lets in. */
const isForChosen = (world: World, port: OfferedPort, passage: Passage): boolean =>
  passage.kind === 'closed' && passage.by !== null && lettingChosenIn(world, port, passage.by) !== null;

export default defineRule({
  id: 'NF016',
  slug: 'rule-without-effect',
  title: 'Rules that name a port take effect',
  severity: 'warning',
  stage: 'inbound',
  partial: true,
  guide: ['G19', 'G21', 'G26'],
  requires: walkFacts,
  uses: ['guest.nftTables', 'guest.trafficControl', 'host.addresses'],
  messages: {
    accept: {
      text: 'Rule {number} of {chain} ({backEnd}) shall let in port {port} and lets nothing in: {why}.',
      remedy: [
        {
          text: 'Let the port in, in the chain where it takes effect and before the rule that stops it.',
          command: '{repair}',
        },
        seeRules,
      ],
      repair: 'allow-inbound-port',
    },
    refuse: {
      text: 'Rule {number} of {chain} ({backEnd}) shall keep out port {port} and keeps nothing out: {why}. Connections to the port are let in.',
      remedy: [
        {
          text: 'A published port is kept out in DOCKER-USER, by the port that the sender asks for, or by not publishing it; this holds until the next start.',
          command: '{keepOut}',
        },
        seeRules,
      ],
    },
  },

  check(facts, report) {
    const world = worldOf(facts);
    const owners = ownerRules(world);
    if (owners.length === 0 || !canBeReached(facts)) return 'notApplicable';
    const containers = facts['guest.containers'];
    const offered = [...publishedPorts(containers), ...hostNetworkPorts(containers)].map(nameOf);
    const judged: Judged[] = [];
    for (const owner of owners) {
      const port: OfferedPort = { module: '', protocol: owner.protocol, port: owner.port };
      const isOffered = owner.does === 'accept' && offered.includes(nameOf(port)); // NF001 and NF002
      if (isOffered || isReached(world, owner) !== false) continue;
      const passage = passageOf(world, port, undefined);
      // Let in by another rule at least at times, the port needs none of this one.
      if (owner.does === 'refuse') judged.push({ offered: port, passage });
      if (passage.kind !== (owner.does === 'accept' ? 'closed' : 'open') || isForChosen(world, port, passage)) continue;
      report({
        message: owner.does,
        target: nameOf(port),
        data: {
          ...{ number: owner.rule.number, chain: owner.chain, backEnd: owner.backEnd, port: nameOf(port) },
          ...{
            why: whyNot(world, owner),
            repair: repairCommand(port),
            keepOut: keepOut(owner, cardName(facts['guest.interfaces'])),
          },
        },
        evidence: [{ ...stepEvidence(placeOf(owner)), expected: say('a place where it takes effect') }],
      });
    }
    return undecided(judged);
  },
});
