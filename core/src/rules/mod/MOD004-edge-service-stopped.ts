import { defineRule } from '../../engine/rule.js';
import { runs, serviceOf } from '../../model/guestService.js';

/** IoT Edge 1.2 and later, and the one service of 1.1. */
const names = ['aziot-edged.service', 'aziot-identityd.service', 'iotedge.service'] as const;

export default defineRule({
  id: 'MOD004',
  slug: 'edge-service-stopped',
  title: 'The services of IoT Edge run in the VM',
  severity: 'critical',
  stage: 'application',
  guide: ['G15'],
  requires: ['guest.services', 'guest.upstream'],
  messages: {
    stopped: {
      text: 'The service {service} of IoT Edge does not run ({state}): the device does not talk to its hub, whatever the network does.',
      remedy: [
        { text: 'Start the services of IoT Edge.', command: "Invoke-EflowVmCommand 'sudo iotedge system restart'" },
        {
          text: 'See what they say.',
          command: "Invoke-EflowVmCommand 'sudo iotedge system logs -- --no-pager -n 50' -ignoreError",
        },
      ],
    },
  },

  check(facts, report) {
    if (facts['guest.upstream'].source === null) return 'notApplicable'; // not provisioned: DEV004
    const services = names
      .flatMap((name) => serviceOf(facts['guest.services'], name) ?? [])
      .filter(({ load }) => load !== 'not-found');
    if (services.length === 0) return 'notApplicable';
    for (const service of services.filter((one) => !runs(one))) {
      report({
        message: 'stopped',
        target: service.name,
        data: { service: service.name, state: `${service.active}, ${service.sub}` },
        evidence: [
          {
            fact: 'guest.services',
            path: `/${service.name}`,
            observed: `${service.load}, ${service.active}, ${service.sub}`,
            expected: 'active, running',
          },
        ],
      });
    }
    return undefined;
  },
});
