import { vm } from '../../support/healthyFacts.js';
import { story } from '../../support/story.js';
import { look } from '../../support/variants.js';

story('60-tls-not-answered', {
  device: [
    look({
      servers: [vm.gateway],
      ends: ({ host }) => ({
        tcp: 'connected',
        ...(host === 'mcr.microsoft.com' ? { tls: 'failed' as const, issuer: null } : {}),
      }),
    }),
  ],
  findings: [['fail', 'TLS002']],
  says: ['mcr.microsoft.com'],
});
