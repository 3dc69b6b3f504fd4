import { defineRule } from '../../engine/rule.js';
import { httpsProxies, placeName, places, proxyAddress } from '../../model/upstream/proxy.js';
import { say } from '../../texts/say.js';

const steps = [
  {
    text: 'The container engine: Environment="HTTPS_PROXY={proxy}" in /etc/systemd/system/docker.service.d/proxy.conf.',
  },
  {
    text: 'aziot-edged and aziot-identityd: Environment="https_proxy={proxy}" in /etc/systemd/system/aziot-edged.service.d/proxy.conf and in /etc/systemd/system/aziot-identityd.service.d/proxy.conf.',
  },
  {
    text: 'edgeAgent: https_proxy = "{proxy}" in [agent.env] of /etc/aziot/config.toml, and in its environment in the deployment.',
  },
  {
    text: 'Then apply them. All modules restart.',
    command:
      "Invoke-EflowVmCommand 'sudo systemctl daemon-reload && sudo systemctl restart docker && sudo iotedge config apply'",
  },
] as const;

export default defineRule({
  id: 'PX001',
  slug: 'proxy-half-set',
  title: 'The proxy is set alike in the four places that need it',
  severity: 'critical',
  stage: 'proxyConfig',
  guide: ['Azure/iotedge-eflow#281', 'Azure/iotedge#7179'],
  requires: ['guest.proxySettings'],
  messages: {
    some: { text: 'The proxy {proxy} is set for {set}, and not for {unset}.', remedy: steps },
    different: { text: 'The proxies differ: {all}.', remedy: steps },
  },

  check(facts, report) {
    const proxies = httpsProxies(facts['guest.proxySettings']);
    const set = places.filter((place) => proxies[place] !== null);
    const [first] = set;
    const proxy = first === undefined ? null : proxies[first];
    if (proxy === null) return 'notApplicable'; // the device uses none
    const addresses = new Set(set.map((place) => proxyAddress(proxies[place] ?? '')));
    if (set.length === places.length && addresses.size === 1) return undefined;

    const names = (list: readonly (typeof places)[number][]): string =>
      list.map((place) => placeName(place)).join(', ');
    const all = places.map((place) => `${placeName(place)} ${proxies[place] ?? say('none')}`).join(', ');
    const data = { proxy, all, set: names(set), unset: names(places.filter((place) => proxies[place] === null)) };
    report({
      message: addresses.size > 1 ? 'different' : 'some',
      target: proxy,
      data,
      evidence: [
        { fact: 'guest.proxySettings', path: '', observed: all, expected: say('{proxy} four times', { proxy }) },
      ],
    });
    return undefined;
  },
});
