import { containersWith } from '../../support/portCases.js';
import { story } from '../../support/story.js';

const edge = { name: 'azure-iot-edge', networkId: null, address: null, gateway: null };

story('37-host-network-half-set', {
  device: [
    {
      'guest.containers': containersWith('opcPublisher', {
        running: false,
        networks: [edge],
        hostEndpointConfigured: false,
      }),
    },
  ],
  findings: [['fail', 'MOD001']],
  says: ['opcPublisher', 'azure-iot-edge'],
});
