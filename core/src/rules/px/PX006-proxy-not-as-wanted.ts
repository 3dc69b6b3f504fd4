import { defineRule } from '../../engine/rule.js';
import { httpsProxies, placeName, places, proxyAddress } from '../../model/upstream/proxy.js';
import { say } from '../../texts/say.js';

const mend = {
  text: 'Correct the device profile, or the proxy in the four places: the container engine, aziot-edged, aziot-identityd and edgeAgent (see PX001).',
} as const;

export default defineRule({
  id: 'PX006',
  slug: 'proxy-not-as-wanted',
  title: 'The proxy is the one that the device profile asks for',
  severity: 'warning',
  stage: 'proxyConfig',
  partial: true,
  guide: ['Azure/iotedge-eflow#281'],
  requires: ['guest.proxySettings'],
  uses: ['profile'],
  messages: {
    missing: { text: 'The device profile asks for the proxy {wanted}, and none is set.', remedy: [mend] },
    another: { text: 'The device profile asks for the proxy {wanted}, and {all} is set.', remedy: [mend] },
    unwanted: { text: 'The device profile asks for no proxy, and {all} is set.', remedy: [mend] },
  },

  check(facts, report) {
    const wanted = facts.profile?.proxy ?? null;
    if (wanted === null) return 'notApplicable'; // nobody said
    const proxies = httpsProxies(facts['guest.proxySettings']);
    // A place without one while others have it is for PX001.
    const set = places.filter((place) => proxies[place] !== null);
    const wrong = set.filter((place) => wanted === '' || proxyAddress(proxies[place] ?? '') !== proxyAddress(wanted));
    if (wrong.length === 0 && (set.length > 0 || wanted === '')) return undefined;
    const all = wrong.map((place) => `${placeName(place)}: ${proxies[place] ?? ''}`).join(', ');
    const data = { wanted, all };
    report({
      message: wanted === '' ? 'unwanted' : set.length === 0 ? 'missing' : 'another',
      target: wanted === '' ? all : wanted,
      data,
      evidence: [
        {
          fact: 'guest.proxySettings',
          path: '',
          observed: all === '' ? say('none') : all,
          expected: wanted === '' ? say('none') : wanted,
        },
      ],
    });
    return undefined;
  },
});
