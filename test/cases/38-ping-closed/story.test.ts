import { story } from '../../support/story.js';

story('38-ping-closed', { device: [], findings: [], notes: { NF012: 'does not answer ping' } });
