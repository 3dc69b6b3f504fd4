import { defineRule } from '../../engine/rule.js';
import { HTTPS } from '../../model/upstream/endpoints.js';
import type { ProxySetting } from '../../model/item.js';
import { noProxyOf, sentBy } from '../../model/upstream/noProxy.js';
import { placeName, places, proxiedPlaces, type Place } from '../../model/upstream/proxy.js';
import { isClosedDirectly, isRefusedThrough, passes, waysOf, type Ways } from '../../model/upstream/proxyWays.js';
import { outcomeOf } from '../../model/upstream/reach.js';
import { say } from '../../texts/say.js';

const see = {
  text: 'See what is set in each place; edgeAgent has its own in [agent.env] of /etc/aziot/config.toml and in the deployment.',
  command: "Invoke-EflowVmCommand 'systemctl show -p Environment docker aziot-edged aziot-identityd'",
} as const;

const named = (list: readonly Place[]): string => list.map(placeName).join(', ');

const evidenceOf = (settings: readonly ProxySetting[], { host, direct, through }: Ways, expected: string) =>
  [
    {
      fact: 'guest.proxySettings',
      path: '/no_proxy',
      observed: places.map((place) => `${placeName(place)}: ${noProxyOf(settings, place).join(',')}`),
      expected,
    },
    {
      fact: 'guest.reach',
      path: `/${host}:${HTTPS}`,
      observed: [...direct, ...through].map(({ via, tcp, tls }) => `${via}: ${tcp}, TLS ${tls}`),
      expected: say('an answer on the way that is taken'),
    },
  ] as const;

export default defineRule({
  id: 'PX007',
  slug: 'proxy-exclusion-wrong',
  title: 'What NO_PROXY sends past the proxy can be reached without it',
  severity: 'critical',
  stage: 'proxyConfig',
  partial: true,
  guide: ['G28', 'Azure/iotedge-eflow#281'],
  requires: ['guest.proxySettings', 'guest.reach'],
  messages: {
    excluded: {
      text: 'NO_PROXY of {places} has the entry "{entry}", which sends connections to {host} past the proxy, and without the proxy {host} cannot be reached: {how}.',
      remedy: [{ text: 'Take {entry} out of NO_PROXY of {places}, and restart them. Modules may restart.' }, see],
    },
    through: {
      text: 'The proxy opens no connection to {host}, which the VM reaches without it, and NO_PROXY of {places} does not name it.',
      remedy: [{ text: 'Add {host} to NO_PROXY of {places}, and restart them. Modules may restart.' }, see],
    },
  },

  check(facts, report) {
    const settings = facts['guest.proxySettings'];
    if (proxiedPlaces(settings).length === 0) return 'notApplicable';
    const ways = waysOf(facts['guest.reach']);
    const serves = ways.some(({ through }) => through.some(passes)); // PX004 reports a proxy that serves none
    for (const one of ways) {
      const { host, direct } = one;
      const { past, entry, through } = sentBy(settings, host, HTTPS);
      if (entry !== null && isClosedDirectly(one)) {
        report({
          message: 'excluded',
          target: host,
          data: { host, entry, places: named(past), how: direct.map(outcomeOf).join(', ') },
          evidence: evidenceOf(settings, one, say('no entry for {host}', { host })),
        });
      } else if (through.length > 0 && serves && isRefusedThrough(one) && direct.some(passes)) {
        report({
          message: 'through',
          target: host,
          data: { host, places: named(through) },
          evidence: evidenceOf(settings, one, say('an entry for {host}', { host })),
        });
      }
    }
    return undefined;
  },
});
