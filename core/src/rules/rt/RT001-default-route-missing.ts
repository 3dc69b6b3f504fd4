import { defineRule } from '../../engine/rule.js';
import { isLeasedWithoutRouter, knownGateway } from '../../model/address/gateway.js';
import { inGuest, shell } from '../../model/quote.js';
import { defaultRoutes } from '../../model/address/routes.js';
import { routeWords } from '../../model/address/strayRoute.js';
import { mainAddress, primary } from '../../model/address/vmInterface.js';
import { say } from '../../texts/say.js';

const again = {
  text: 'Let the VM configure its network anew from its lease or its files. Its connections break for some seconds.',
  command: "Invoke-EflowVmCommand 'sudo systemctl restart systemd-networkd'",
} as const;

const addRoute = (gateway: string, device: string): string =>
  inGuest(`sudo ip route add default via ${shell(gateway)} dev ${shell(device)}`);

export default defineRule({
  id: 'RT001',
  slug: 'default-route-missing',
  title: 'The VM has a default route',
  severity: 'critical',
  stage: 'route',
  guide: ['G02', 'G03', 'G27'],
  requires: ['guest.interfaces', 'guest.routes'],
  uses: ['guest.leases', 'guest.networkFiles', 'host.vmEndpoint', 'host.switches', 'host.vmNetwork', 'host.addresses'],
  messages: {
    gatewayKnown: {
      text: 'The VM has no default route: it reaches {subnet} and nothing beyond. Its gateway is {gateway}.',
      remedy: [
        again,
        { text: 'If that does not help, set the route by hand: it holds until the next start.', command: '{addRoute}' },
      ],
    },
    leaseWithoutRouter: {
      text: 'The VM has no default route: it reaches {subnet} and nothing beyond. Its DHCP lease names no router.',
      remedy: [
        {
          text: 'In the DHCP scope set the router (option 3): on an Internal or the Default Switch the address of this Windows there, else the gateway of the LAN.',
        },
        { text: 'Until then set the route by hand: it holds until the next start.', command: '{addRoute}' },
        again,
      ],
    },
    gatewayUnknown: {
      text: 'The VM has no default route: it reaches {subnet} and nothing beyond. Neither its lease nor its configuration names a gateway.',
      remedy: [
        {
          text: 'With DHCP, give the scope a router (option 3); with a fixed address, deploy with -ip4GatewayAddress: the primary endpoint cannot be changed in place.',
        },
        again,
      ],
    },
  },

  check(facts, report) {
    const card = primary(facts['guest.interfaces']);
    const own = card === null ? null : mainAddress(card);
    if (card === null || own === null) return 'notApplicable'; // without an address there is nothing to route
    if (defaultRoutes(facts['guest.routes']).length > 0) return undefined;

    const gateway = knownGateway(card, own.subnet, facts);
    const data = {
      subnet: `${own.address}/${own.prefixLength}`,
      gateway: gateway ?? '',
      addRoute: gateway === null ? '' : addRoute(gateway, card.name),
    };
    const observed = facts['guest.routes'].map(routeWords);
    const expected = `0.0.0.0/0 via ${gateway ?? say('a gateway')}`;
    const told = gateway === null ? 'gatewayUnknown' : 'gatewayKnown';
    report({
      message: isLeasedWithoutRouter(card, facts) ? 'leaseWithoutRouter' : told,
      target: card.name,
      data,
      evidence: [{ fact: 'guest.routes', path: '', observed, expected }],
    });
    return undefined;
  },
});
