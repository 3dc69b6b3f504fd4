import { defineRule } from '../../engine/rule.js';
import { networksBesideHost } from '../../model/firewall/offeredPort.js';
import { say } from '../../texts/say.js';

const setBoth = { text: 'Set both at the top level of the create options of {module}: {options}' } as const;

/** The guide's own lines. */
const OPTIONS = JSON.stringify({
  HostConfig: { NetworkMode: 'host' },
  NetworkingConfig: { EndpointsConfig: { host: {} } },
});

export default defineRule({
  id: 'MOD001',
  slug: 'host-network-half-set',
  title: 'Modules on the host network have both halves of the create options',
  severity: 'critical',
  stage: 'moduleOptions',
  guide: ['G25', 'Azure/iotedge#1840', 'Azure/iotedge#5935'],
  requires: ['guest.containers'],
  messages: {
    half: {
      text: 'The module {module} is set to the host network and attached to {networks} as well: its create options have HostConfig.NetworkMode without NetworkingConfig.EndpointsConfig.host, so it does not start, or does not see multicast.',
      remedy: [setBoth],
    },
    missing: {
      text: 'The module {module} is set to the host network, but its create options lack NetworkingConfig.EndpointsConfig.host.',
      remedy: [setBoth],
    },
  },

  check(facts, report) {
    const onHost = facts['guest.containers'].filter(({ networkMode }) => networkMode === 'host');
    if (onHost.length === 0) return 'notApplicable';
    for (const module of onHost) {
      const { name, networks, hostEndpointConfigured } = module;
      const others = networksBesideHost(module);
      if (others.length === 0 && hostEndpointConfigured !== false) continue;
      const data = { module: name, networks: others.join(', '), options: OPTIONS };
      report({
        message: others.length > 0 ? 'half' : 'missing',
        target: name,
        data,
        evidence: [
          {
            fact: 'guest.containers',
            path: `/${name}/networks`,
            observed: networks.map((one) => one.name),
            expected: say('host alone'),
          },
        ],
      });
    }
    return undefined;
  },
});
