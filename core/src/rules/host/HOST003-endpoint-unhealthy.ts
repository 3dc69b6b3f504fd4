import { defineRule } from '../../engine/rule.js';

/** `currentState:OK previousState:OK` */
const currentState = (health: string): string | null => /currentState:(\S+)/i.exec(health)?.[1] ?? null;

export default defineRule({
  id: 'HOST003',
  slug: 'endpoint-unhealthy',
  title: 'The lifecycle agent calls the network endpoint of the VM healthy',
  severity: 'warning',
  stage: 'vm',
  partial: true,
  guide: ['G01', 'Azure/iotedge-eflow#105'],
  requires: ['host.vmEndpoint'],
  messages: {
    unhealthy: {
      text: 'The agent says of the endpoint {name}: {health}.',
      remedy: [
        {
          text: 'Stop and start the VM: the endpoint is attached anew. Modules stop with it.',
          command: 'Stop-EflowVm; Start-EflowVm',
        },
        { text: 'If it stays so, send the logs to support.', command: 'Get-EflowLogs' },
      ],
    },
  },

  check(facts, report) {
    const endpoints = facts['host.vmEndpoint'].filter(({ health }) => health !== null);
    if (endpoints.length === 0) return 'notApplicable'; // builds that tell nothing
    for (const { name, health } of endpoints) {
      if (health === null || currentState(health)?.toUpperCase() === 'OK') continue;
      report({
        message: 'unhealthy',
        target: name,
        data: { name, health },
        evidence: [{ fact: 'host.vmEndpoint', path: `/${name}/health`, observed: health, expected: 'currentState:OK' }],
      });
    }
    return undefined;
  },
});
