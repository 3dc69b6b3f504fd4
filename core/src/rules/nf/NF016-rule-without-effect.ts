import { defineRule } from '../../engine/rule.js';
import { cardName } from '../../model/address/vmInterface.js';
import { canBeReached } from '../../model/firewall/judgedPort.js';
import { offeredPorts } from '../../model/firewall/offeredPort.js';
import { ownerRules, stepOf, type OwnerRule } from '../../model/firewall/ownerRule.js';
import { stepEvidence } from '../../model/firewall/stop.js';
import { isInVain, unreachedRules, whyUnreached } from '../../model/firewall/unreachedRule.js';
import { worldOf } from '../../model/netfilter/worldOf.js';
import { inGuest, shell } from '../../model/quote.js';
import { say } from '../../texts/say.js';
import { walkFacts } from './facts.js';
import { nameOf, undecided } from './offered.js';
import { repairCommand, seeRules } from './remedies.js';

const keepOut = ({ protocol, port }: OwnerRule, card: string): string =>
  inGuest(
    `sudo iptables -w -I DOCKER-USER 1 -i ${shell(card)} -p ${protocol} -m conntrack --ctorigdstport ${port} -j DROP`,
  );

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
    const unreached = unreachedRules(world, owners, offeredPorts(facts['guest.containers']));
    for (const { owner, offered } of unreached.filter((one) => isInVain(world, one))) {
      const { rule, chain, backEnd, does } = owner;
      const data = {
        ...{ number: rule.number, chain, backEnd, port: nameOf(offered), why: whyUnreached(world, owner) },
        ...{ repair: repairCommand(offered), keepOut: keepOut(owner, cardName(facts['guest.interfaces'])) },
      };
      report({
        message: does,
        target: data.port,
        data,
        evidence: [{ ...stepEvidence(stepOf(owner)), expected: say('a place where it takes effect') }],
      });
    }
    // Let in by another rule at least at times, a port needs none of those that let in.
    return undecided(unreached.filter(({ owner }) => owner.does === 'refuse'));
  },
});
