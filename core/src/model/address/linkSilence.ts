import type { ReportedEvidence } from '../../engine/rule.js';
import type { FactValues } from '../../facts/facts.js';
import { isLinkLocal } from '../../ipv4.js';
import { isDead, neighbourOf } from './neighbours.js';
import { defaultRoutes } from './routes.js';
import { ipv4Of, primary } from './vmInterface.js';
import { say } from '../../texts/say.js';

type Facts = Pick<FactValues, 'guest.interfaces' | 'guest.routes' | 'guest.neighbours'>;

/** What shows that nobody on the link answers the VM: no lease, or a gateway that gives no MAC address; null where nothing does. */
export const linkSilence = (facts: Facts): ReportedEvidence | null => {
  const card = primary(facts['guest.interfaces']);
  if (card !== null && ipv4Of(card).every(({ address }) => isLinkLocal(address)))
    return {
      fact: 'guest.interfaces',
      path: `/${card.name}`,
      observed: say('no address from DHCP'),
      expected: say('an address'),
    };
  const gateway = defaultRoutes(facts['guest.routes'])[0]?.gateway ?? null;
  if (gateway === null || !isDead(neighbourOf(facts['guest.neighbours'], gateway))) return null;
  return {
    fact: 'guest.neighbours',
    path: `/${gateway}`,
    observed: say('no answer'),
    expected: say('the MAC address of the gateway'),
  };
};
