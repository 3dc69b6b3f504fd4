import { defineRule } from '../../engine/rule.js';
import { isEdgeHub } from '../../model/firewall/edgeHub.js';
import { say, tell, text } from '../../texts/say.js';

/** The protocols without TLS, which IoT Edge does not speak (guide, table of ports). */
const unsupported: Readonly<Record<number, string>> = {
  1883: text('MQTT without TLS (use 8883)'),
  5672: text('AMQP without TLS (use 5671)'),
  80: text('HTTP without TLS (use 443)'),
};

export default defineRule({
  id: 'EP006',
  slug: 'unsupported-port',
  title: 'IoT Edge supports the ports that edgeHub publishes',
  severity: 'warning',
  stage: 'moduleOptions',
  partial: true,
  guide: ['G16', 'G17', 'G18'],
  requires: ['guest.containers'],
  messages: {
    plain: {
      text: 'edgeHub publishes port {port}: {protocol}. IoT Edge does not support it, so nobody answers there.',
      remedy: [{ text: 'Take port {port} out of the create options of edgeHub, and have downstream devices use TLS.' }],
    },
  },

  check(facts, report) {
    const hubs = facts['guest.containers'].filter(isEdgeHub);
    if (hubs.length === 0) return 'notApplicable';
    for (const { name, published } of hubs) {
      for (const { hostPort, containerPort } of published) {
        const protocol = unsupported[containerPort] ?? unsupported[hostPort];
        if (protocol === undefined) continue;
        report({
          message: 'plain',
          target: `${hostPort}/tcp`,
          data: { port: hostPort, protocol: tell(protocol) },
          evidence: [
            {
              fact: 'guest.containers',
              path: `/${name}/published`,
              observed: say('{hostPort} to {containerPort}', { hostPort, containerPort }),
              expected: say('443, 5671 or 8883'),
            },
          ],
        });
      }
    }
    return undefined;
  },
});
