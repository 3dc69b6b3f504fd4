import { story } from '../../support/story.js';

story('40-host-renamed', {
  device: [{ 'host.vmName': 'OLD-PC-EFLOW' }],
  findings: [],
  notes: { HOST004: 'OLD-PC-EFLOW.mshome.net' },
});
