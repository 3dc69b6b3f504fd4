import { defineRule } from '../../engine/rule.js';
import { contains } from '../../ipv4.js';
import { allocationOf, eflowSwitch, kindOf } from '../../model/host/switchKind.js';
import { hostEnd, hostGateway } from '../../model/host/end.js';
import { hostConnects } from '../../model/host/view.js';
import { mainAddress, primary } from '../../model/address/vmInterface.js';
import { defaultRoutes } from '../../model/address/routes.js';
import { silentBeyond } from '../../model/dns/dns.js';
import { connectedBeyond, directBeyond } from '../../model/upstream/reach.js';
import { deployAgain, fixedSettings } from '../ip/fixed.js';
import { say } from '../../texts/say.js';

const said =
  'Nothing beyond its subnet answers the VM, whose gateway is {gateway}; this Windows uses {other} on the same network (switch {name})';

export default defineRule({
  id: 'RT010',
  slug: 'gateway-differs',
  title: 'The gateway of the VM leads out as that of Windows does',
  severity: 'critical',
  stage: 'route',
  guide: ['G02', 'G03', 'Azure/iotedge-eflow#108'],
  requires: [
    'guest.routes',
    'guest.interfaces',
    'guest.reach',
    'host.switches',
    'host.vmNetwork',
    'host.addresses',
    'host.routes',
  ],
  uses: ['guest.dnsProbe', 'host.reach', 'host.vmEndpoint', 'guest.networkFiles', 'host.neighbours'],
  messages: {
    fixed: { text: `${said}.`, remedy: [deployAgain] },
    leased: {
      text: `${said}. The VM has its gateway from DHCP.`,
      remedy: [
        {
          text: 'Ask the network team which DHCP server hands out {gateway} as the router of this network: {other} leads out.',
        },
      ],
    },
  },

  check(facts, report) {
    const used = eflowSwitch({ switches: facts['host.switches'], network: facts['host.vmNetwork'] });
    const end = hostEnd(used, facts['host.addresses']);
    const card = primary(facts['guest.interfaces']);
    const subnet = card === null ? null : (mainAddress(card)?.subnet ?? null);
    if (used === null || kindOf(used) !== 'external' || end === null || subnet === null) return 'notApplicable';
    const route = defaultRoutes(facts['guest.routes'])[0];
    const gateway = route?.gateway ?? null;
    const other = hostGateway(end.interfaceIndex, facts['host.routes']);
    if (gateway === null || other === null || route?.device !== card?.name) return 'notApplicable'; // RT001, RT002
    // Another subnet is another fault: IP009, SW015.
    if (!contains(subnet, other) || !contains(subnet, gateway)) return 'notApplicable';
    const works = connectedBeyond(facts['guest.reach'], facts['guest.interfaces']) !== null;
    if (gateway === other || works || hostConnects(facts['host.reach']) === 'fails') return undefined;
    const lost = [
      ...directBeyond(facts['guest.reach'], facts['guest.interfaces']).map(({ host, port }) => `${host}:${port}`),
      ...silentBeyond(facts['guest.dnsProbe'] ?? [], facts['guest.interfaces']),
    ];
    if (lost.length === 0) return { unknown: say('Nothing beyond the subnet of the VM was tried.') };

    const isFixed = allocationOf(facts['host.vmEndpoint'], facts['host.vmNetwork']) === 'static';
    const data = { gateway, other, name: used.name };
    report({
      ...(isFixed
        ? { message: 'fixed', data: { ...data, deploy: fixedSettings(facts)?.deploy ?? '' } }
        : { message: 'leased', data }),
      target: gateway,
      evidence: [
        { fact: 'guest.routes', path: '/default', observed: gateway, expected: other },
        { fact: 'guest.reach', path: '', observed: lost, expected: say('one answer') },
      ],
    });
    return undefined;
  },
});
