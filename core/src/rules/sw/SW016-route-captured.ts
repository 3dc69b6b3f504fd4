import { defineRule } from '../../engine/rule.js';
import { bestRoute } from '../../model/host/bestRoute.js';
import { hostEnd } from '../../model/host/end.js';
import { contains } from '../../ipv4.js';
import { powershell } from '../../model/quote.js';
import { mainAddress, primary } from '../../model/address/vmInterface.js';
import { usedSwitch } from './common.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'SW016',
  slug: 'route-captured',
  title: "The host's route to the VM goes over the switch",
  severity: 'critical',
  stage: 'hostRoute',
  guide: ['G04', 'G05', 'Azure/iotedge-eflow#9'],
  requires: ['host.switches', 'host.vmNetwork', 'host.addresses', 'host.routes', 'guest.interfaces'],
  uses: ['host.adapters'],
  messages: {
    captured: {
      text: 'This Windows sends packets for the VM ({address}) over {adapter} instead of the switch {name}: the route {destination} there wins. VPN programs do that.',
      remedy: [
        { text: 'Disconnect the VPN, or have it leave the subnet of the switch alone (split tunnelling).' },
        {
          text: 'See the routes that compete.',
          command: 'Get-NetRoute -AddressFamily IPv4 -DestinationPrefix {quotedPrefix}',
        },
      ],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    const end = hostEnd(used, facts['host.addresses']);
    const card = primary(facts['guest.interfaces']);
    const own = card === null ? null : mainAddress(card);
    if (used === null || end === null || own === null || !contains(own.subnet, end.address)) return 'notApplicable';
    const best = bestRoute(facts['host.routes'], own.address);
    if (best === null || best.interfaceIndex === end.interfaceIndex) return undefined;

    const adapter = facts['host.adapters']?.find(({ index }) => index === best.interfaceIndex);
    report({
      message: 'captured',
      target: own.address,
      data: {
        address: own.address,
        adapter: adapter?.name ?? say('interface {index}', { index: best.interfaceIndex }),
        name: used.name,
        destination: best.destination,
        quotedPrefix: powershell(best.destination),
      },
      evidence: [
        {
          fact: 'host.routes',
          path: `/${best.destination}`,
          observed: say('interface {index}, metric {metric}', { index: best.interfaceIndex, metric: best.metric }),
          expected: say('interface {index}', { index: end.interfaceIndex }),
        },
      ],
    });
    return undefined;
  },
});
