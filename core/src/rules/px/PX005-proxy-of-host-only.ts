import { defineRule } from '../../engine/rule.js';
import { hostConnects, hostEvidence, hostGetsThrough } from '../../model/host/view.js';
import { hostProxyOf, proxiedPlaces, proxyScript } from '../../model/upstream/proxy.js';
import { connectedBeyond, fromVm } from '../../model/upstream/reach.js';
import { say } from '../../texts/say.js';

const set = {
  text: 'Give the same proxy to the container engine, aziot-edged, aziot-identityd and edgeAgent in the VM, with UpstreamProtocol AmqpWs or MqttWs. Microsoft: "Configure an IoT Edge device to communicate through a proxy server".',
} as const;

export default defineRule({
  id: 'PX005',
  slug: 'proxy-of-host-only',
  title: 'The VM has a proxy where this Windows needs one',
  severity: 'critical',
  stage: 'proxyConfig',
  guide: ['G28', 'Azure/iotedge-eflow#281'],
  requires: ['host.proxy', 'guest.proxySettings', 'guest.reach', 'guest.interfaces'],
  uses: ['host.reach'],
  messages: {
    needed: {
      text: 'This Windows uses the proxy {proxy} ({where}), the VM has none, and nothing beyond its subnet answers the VM directly.',
      remedy: [set],
    },
    scripted: {
      text: 'This Windows finds its proxy by the script {script}, the VM has none, and nothing beyond answers either of them directly.',
      remedy: [{ text: 'See in {script} which proxy it names for the hub and the registries.' }, set],
    },
    different: {
      text: 'This Windows uses the proxy {proxy} ({where}) and the VM has none; it gets out without.',
      note: true,
      remedy: [],
    },
  },

  check(facts, report) {
    const found = hostProxyOf(facts['host.proxy']);
    const script = proxyScript(facts['host.proxy']);
    if (found === null && script === null) return undefined;
    if (proxiedPlaces(facts['guest.proxySettings']).length > 0) return 'notApplicable'; // PX001
    const tried = fromVm(facts['guest.reach']).filter(({ tcp }) => tcp !== 'notTried' && tcp !== 'unresolved');
    const works = connectedBeyond(facts['guest.reach'], facts['guest.interfaces']) !== null;
    // A Windows that gets out without its proxy as well needs none: what is closed is the path of the VM.
    if (!works && hostConnects(facts['host.reach']) === 'works') return undefined;
    if (!works && tried.length === 0) return { unknown: say('No connection of the VM was tried.') };
    if (found === null) {
      if (script === null || works) return undefined;
      if (hostConnects(facts['host.reach']) === 'unknown')
        return { unknown: say('No connection of Windows was tried.') };
      const seen = {
        fact: 'host.proxy',
        path: '/winInet/autoConfigUrl',
        observed: script,
        expected: say('the same'),
      } as const;
      report({ message: 'scripted', target: script, data: { script }, evidence: [seen] });
      return undefined;
    }
    report({
      message: works ? 'different' : 'needed',
      target: found.proxy,
      data: found,
      evidence: [
        { fact: 'host.proxy', path: '', observed: `${found.where}: ${found.proxy}`, expected: say('the same') },
        { fact: 'guest.proxySettings', path: '', observed: 'none', expected: found.proxy },
        ...hostEvidence('host.reach', '/proxy', hostGetsThrough(facts['host.reach'])),
      ],
    });
    return undefined;
  },
});
