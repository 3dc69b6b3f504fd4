import { defineRule } from '../../engine/rule.js';
import { contains, formatPrefix } from '../../ipv4.js';
import { defaultRoutes } from '../../model/address/routes.js';
import { ipv4Of } from '../../model/address/vmInterface.js';
import { goesByDefault, lostBy } from '../../model/address/wayOutRoute.js';
import type { Route } from '../../model/item.js';
import { inGuest, shell } from '../../model/quote.js';
import { say } from '../../texts/say.js';

/** The same route, and the kernel chooses the source (ip-route(8)): of the addresses of the device, one of the gateway's subnet. */
const withoutSource = ({ gateway, device, metric }: Route): string =>
  inGuest(
    [
      `sudo ip route replace default via ${shell(gateway ?? '')} dev ${shell(device ?? '')}`,
      ...(metric === 0 ? [] : [`metric ${metric}`]),
    ].join(' '),
  );

export default defineRule({
  id: 'RT012',
  slug: 'foreign-source',
  title: "The VM sends from an address of its gateway's subnet",
  severity: 'critical',
  stage: 'route',
  guide: ['G05', 'G27'],
  requires: ['guest.routes', 'guest.interfaces', 'guest.reach'],
  uses: ['guest.policyRules', 'guest.dnsProbe'],
  messages: {
    foreign: {
      text: 'Nothing answers what the VM sends by its default route: it goes out from {source}, which is no address of {subnet}, the subnet of the gateway {gateway}, so no answer finds its way back.',
      remedy: [
        {
          text: 'Let the route be without a source of its own; it is back after the next start where a file or a program sets it.',
          command: '{replace}',
        },
        {
          text: 'See which file sets it.',
          command: "Invoke-EflowVmCommand 'grep -rn PreferredSource= /etc/systemd/network' -ignoreError",
        },
      ],
    },
  },

  check(facts, report) {
    const [route] = defaultRoutes(facts['guest.routes']);
    const link = facts['guest.interfaces'].find(({ name }) => name === route?.device);
    const { gateway = null, source = null } = route ?? {};
    const near = gateway === null || link === undefined ? [] : ipv4Of(link);
    const own = near.find(({ subnet }) => contains(subnet, gateway ?? ''));
    if (route === undefined || gateway === null || own === undefined) return 'notApplicable'; // RT001, IP009
    if (source === null || contains(own.subnet, source)) return undefined;
    const lost = lostBy(facts, (address) => goesByDefault(facts, address));
    if (lost === null) return { unknown: say('Nothing beyond the subnet of the VM was tried.') };
    if (lost.length === 0) return undefined; // a router may know the way back
    report({
      message: 'foreign',
      target: gateway,
      data: { source, gateway, subnet: formatPrefix(own.subnet), replace: withoutSource(route) },
      evidence: [
        { fact: 'guest.routes', path: '/default/source', observed: source, expected: own.address },
        { fact: 'guest.reach', path: '', observed: lost, expected: say('one answer') },
      ],
    });
    return undefined;
  },
});
