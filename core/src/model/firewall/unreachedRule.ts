import { inboundVerdict } from '../netfilter/inbound.js';
import { nearMisses } from '../netfilter/nearMiss.js';
import { reasonOf } from '../netfilter/nearMissText.js';
import type { World } from '../netfilter/world.js';
import type { JudgedPort } from './judgedPort.js';
import { lettingChosenIn, passageOf, type OfferedPort } from './offeredPort.js';
import { isReached, type OwnerRule } from './ownerRule.js';
import { say } from '../../texts/say.js';

/** A rule of the owner's that no packet gets to, and how its port fares without it. */
export interface UnreachedRule extends JudgedPort {
  readonly owner: OwnerRule;
}

/** The rules that no packet gets to. What lets in an offered port is left out: how that fares is judged as a whole. */
export const unreachedRules = (
  world: World,
  owners: readonly OwnerRule[],
  ports: readonly OfferedPort[],
): readonly UnreachedRule[] => {
  const isOffered = ({ protocol, port }: OwnerRule): boolean =>
    ports.some((one) => one.protocol === protocol && one.port === port);
  return owners
    .filter((owner) => owner.does === 'refuse' || !isOffered(owner))
    .filter((owner) => isReached(world, owner) === false)
    .map((owner) => {
      const offered: OfferedPort = { module: '', protocol: owner.protocol, port: owner.port };
      return { owner, offered, passage: passageOf(world, offered, undefined) };
    });
};

/** Closed on purpose to all but some senders, whom another rule lets in. */
const isForChosen = (world: World, { offered, passage }: JudgedPort): boolean =>
  passage.kind === 'closed' && passage.by !== null && lettingChosenIn(world, offered, passage.by) !== null;

/** Whether the port fares otherwise than the rule says. */
export const isInVain = (world: World, unreached: UnreachedRule): boolean =>
  unreached.passage.kind === (unreached.owner.does === 'accept' ? 'closed' : 'open') && !isForChosen(world, unreached);

/** Why the rule does not match the packet that it is about, in the words of a trace. */
export const whyUnreached = (world: World, { rule, protocol, port }: OwnerRule): string => {
  const walked = inboundVerdict(world, { from: 'host', protocol, port });
  const { verdict } = walked ?? {};
  if (walked === null || verdict === undefined || verdict.kind === 'depends') return say('no packet gets to it');
  const miss = nearMisses(world, { ...walked, verdict }).find(({ place }) => place.rule === rule);
  return miss === undefined ? say('no packet gets to it') : reasonOf(miss);
};
