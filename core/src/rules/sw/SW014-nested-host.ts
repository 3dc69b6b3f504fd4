import { defineRule } from '../../engine/rule.js';
import { defaultRoutes } from '../../model/routes.js';
import { isDead, neighbourOf } from '../../model/neighbours.js';
import { powershell } from '../../model/quote.js';
import { virtualHost } from '../../model/virtualHost.js';
import { isLinkLocal } from '../../model/ipv4.js';
import { ipv4Of, primary } from '../../model/vmInterface.js';
import { usedSwitch } from './common.js';
import { say } from '../../texts/say.js';

const text =
  'This Windows is itself a virtual machine ({platform}), and nothing beyond it answers the VM on the External switch {name}';
const elsewhere = {
  text: 'Or use a switch with NAT: the Default Switch on client editions, an Internal one on server editions. In an Azure VM an External switch cannot work at all.',
} as const;

export default defineRule({
  id: 'SW014',
  slug: 'nested-host',
  title: 'The platform under a virtual host lets the VM use the network',
  severity: 'critical',
  stage: 'switch',
  guide: ['G07', 'Azure/iotedge-eflow#265', 'Azure/iotedge-eflow#269'],
  requires: ['host.system', 'host.switches', 'host.vmNetwork', 'guest.interfaces', 'guest.routes', 'guest.neighbours'],
  messages: {
    hyperv: {
      text: `${text}: Hyper-V passes frames of the host's own MAC address only, unless told otherwise.`,
      remedy: [
        {
          text: 'On the machine that runs this Windows, allow it to send with other MAC addresses.',
          command: 'Set-VMNetworkAdapter -VMName {quotedHost} -MacAddressSpoofing On',
        },
        elsewhere,
      ],
    },
    vmware: {
      text: `${text}: VMware drops frames of other MAC addresses, unless told otherwise.`,
      remedy: [
        {
          text: "On the port group of this Windows' network card set Promiscuous mode, MAC address changes and Forged transmits to Accept.",
        },
        elsewhere,
      ],
    },
    other: {
      text: `${text}: most platforms drop frames of MAC addresses that they did not give out.`,
      remedy: [
        {
          text: 'Have the platform under this Windows accept other MAC addresses on its network card (promiscuous mode).',
        },
        elsewhere,
      ],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    const platform = virtualHost(facts['host.system']);
    if (used?.type !== 'External' || platform === null) return 'notApplicable';
    const card = primary(facts['guest.interfaces']);
    const leaseless = card !== null && ipv4Of(card).every(({ address }) => isLinkLocal(address));
    const gateway = defaultRoutes(facts['guest.routes'])[0]?.gateway ?? null;
    const silent = gateway !== null && isDead(neighbourOf(facts['guest.neighbours'], gateway));
    if (!leaseless && !silent) return undefined;

    const { computerName, manufacturer, model } = facts['host.system'];
    const data = {
      platform: `${manufacturer ?? ''} ${model ?? ''}`.trim(),
      name: used.name,
      quotedHost: powershell(computerName),
    };
    report({
      message: platform === 'hyperv' || platform === 'vmware' ? platform : 'other',
      target: used.name,
      data,
      evidence: [
        {
          fact: 'host.system',
          path: '/model',
          observed: data.platform,
          expected: say('a platform that passes frames of the VM'),
        },
        leaseless
          ? {
              fact: 'guest.interfaces',
              path: `/${card.name}`,
              observed: say('no address from DHCP'),
              expected: say('an address'),
            }
          : {
              fact: 'guest.neighbours',
              path: `/${gateway ?? ''}`,
              observed: say('no answer'),
              expected: say('the MAC address of the gateway'),
            },
      ],
    });
    return undefined;
  },
});
