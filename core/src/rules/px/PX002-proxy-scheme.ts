import { defineRule } from '../../engine/rule.js';
import { httpsProxies, placeName, places } from '../../model/upstream/proxy.js';

export default defineRule({
  id: 'PX002',
  slug: 'proxy-scheme',
  title: "The proxy's address begins with http://",
  severity: 'warning',
  stage: 'proxyConfig',
  partial: true,
  guide: ['Azure/iotedge-eflow#281'],
  requires: ['guest.proxySettings'],
  messages: {
    scheme: {
      text: 'The proxy of {place} is {proxy}: https:// is meant for proxies that are themselves spoken to by TLS, which few are. The variable https_proxy says for which connections it is, not how it is spoken to.',
      remedy: [{ text: 'Write http:// unless the proxy really takes TLS on that port.' }],
    },
  },

  check(facts, report) {
    const proxies = httpsProxies(facts['guest.proxySettings']);
    if (places.every((place) => proxies[place] === null)) return 'notApplicable';
    for (const place of places) {
      const proxy = proxies[place];
      if (proxy === null || !/^https:\/\//i.test(proxy)) continue;
      report({
        message: 'scheme',
        target: placeName(place),
        data: { place: placeName(place), proxy },
        evidence: [{ fact: 'guest.proxySettings', path: `/${place}`, observed: proxy, expected: 'http://...' }],
      });
    }
    return undefined;
  },
});
