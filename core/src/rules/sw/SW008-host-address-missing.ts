import { defineRule } from '../../engine/rule.js';
import { hostAdapterName, hostEnd, isOwnIdea } from '../../model/host/end.js';
import { isLinkLocal } from '../../ipv4.js';
import { isOutside } from '../../model/address/gateway.js';
import { powershell } from '../../model/quote.js';
import { kindOf } from '../../model/host/switchKind.js';
import { usedSwitch } from './common.js';
import { say } from '../../texts/say.js';

const restart = {
  text: 'Restart Windows: the Default Switch gets its address anew.',
  command: 'Restart-Computer',
} as const;

export default defineRule({
  id: 'SW008',
  slug: 'host-address-missing',
  title: "The host has the gateway's address on the switch",
  severity: 'critical',
  stage: 'switchAddress',
  guide: ['G04', 'G05', 'G06', 'Azure/iotedge-eflow#75'],
  requires: ['host.switches', 'host.vmNetwork', 'host.addresses'],
  uses: ['host.vmEndpoint'],
  messages: {
    none: {
      text: 'The adapter {alias} of this Windows has no address of its own ({own}): on the Internal switch {name} nobody is the gateway.',
      remedy: [{ text: "Give the host the gateway's address.", command: '{give}' }],
    },
    other: {
      text: "The VM's gateway is {gateway}, but the adapter {alias} of this Windows has {own}.",
      remedy: [{ text: "Give the host the gateway's address beside the one that it has.", command: '{give}' }],
    },
    defaultSwitch: {
      text: 'The adapter {alias} of this Windows has no address of its own ({own}): the Default Switch does not work.',
      remedy: [restart],
    },
  },

  check(facts, report) {
    const used = usedSwitch(facts);
    const kind = used === null ? 'external' : kindOf(used);
    if (used === null || kind === 'external') return 'notApplicable'; // there the gateway is somebody else
    const end = hostEnd(used, facts['host.addresses']);
    const told = facts['host.vmEndpoint']?.[0];
    const gateway = told?.gateway ?? null;
    const alias = hostAdapterName(used.name);
    const all = facts['host.addresses'].filter(
      ({ interfaceAlias }) => interfaceAlias.toLowerCase() === alias.toLowerCase(),
    );
    const hasNone = end === null || (isOwnIdea(end) && (gateway === null || !isLinkLocal(gateway)));
    const isHolder = all.some(({ address }) => address === told?.address);
    if (!hasNone && told !== undefined && (isOutside(told) || isHolder)) return 'notApplicable'; // IP009, IP015
    if (!hasNone && (gateway === null || all.some(({ address }) => address === gateway))) return undefined;

    const own = all.map(({ address, prefixLength }) => `${address}/${prefixLength}`).join(', ') || say('none');
    const length = told?.prefixLength ?? null;
    const data = {
      name: used.name,
      alias,
      own,
      gateway: gateway ?? '',
      give:
        gateway === null || length === null
          ? ''
          : `New-NetIPAddress -InterfaceAlias ${powershell(alias)} -IPAddress ${powershell(gateway)} -PrefixLength ${length}`,
    };
    report({
      message: !hasNone ? 'other' : kind === 'default' ? 'defaultSwitch' : 'none',
      target: alias,
      data,
      evidence: [{ fact: 'host.addresses', path: `/${alias}`, observed: own, expected: gateway ?? say('an address') }],
    });
    return undefined;
  },
});
