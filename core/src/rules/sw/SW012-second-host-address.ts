import { defineRule } from '../../engine/rule.js';
import { hostAdapterName } from '../../model/host/end.js';
import { contains, isLinkLocal } from '../../ipv4.js';
import { powershell } from '../../model/quote.js';
import { kindOf } from '../../model/host/switchKind.js';
import { cardSubnets } from '../../model/address/vmInterface.js';
import { usedSwitch } from './common.js';
import { say } from '../../texts/say.js';

export default defineRule({
  id: 'SW012',
  slug: 'second-host-address',
  title: "The host's adapter on the Default Switch has the one address that Windows gave it",
  severity: 'warning',
  stage: 'switchAddress',
  partial: true,
  guide: ['G04'],
  requires: ['host.switches', 'host.vmNetwork', 'host.addresses'],
  uses: ['guest.interfaces'],
  messages: {
    second: {
      text: 'The adapter {alias} of this Windows has {own}: somebody added an address to the Default Switch, whose address and DHCP Windows chooses anew at each start.',
      remedy: [
        {
          text: 'Take the added address away and use an Internal or External switch for fixed addresses.',
          command: '{remove}',
        },
      ],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    if (used === null || kindOf(used) !== 'default') return 'notApplicable';
    const alias = hostAdapterName(used.name);
    const own = facts['host.addresses'].filter(
      ({ interfaceAlias, address }) => interfaceAlias.toLowerCase() === alias.toLowerCase() && !isLinkLocal(address),
    );
    if (own.length < 2) return undefined;

    // The one that shares a subnet with the VM is Windows' own.
    const subnets = cardSubnets(facts['guest.interfaces'] ?? []);
    const odd =
      subnets.length === 0
        ? undefined
        : own.find(({ address }) => !subnets.some((subnet) => contains(subnet, address)));
    const shown = own.map(({ address, prefixLength }) => `${address}/${prefixLength}`).join(', ');
    report({
      message: 'second',
      target: alias,
      data: {
        alias,
        own: shown,
        remove:
          odd === undefined
            ? ''
            : `Remove-NetIPAddress -InterfaceAlias ${powershell(alias)} -IPAddress ${powershell(odd.address)} -Confirm:$false`,
      },
      evidence: [{ fact: 'host.addresses', path: `/${alias}`, observed: shown, expected: say('one address') }],
    });
    return undefined;
  },
});
