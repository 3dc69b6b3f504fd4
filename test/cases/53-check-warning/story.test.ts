import { story } from '../../support/story.js';

story('53-check-warning', { device: [], findings: [], notes: { DNS018: 'only looks whether daemon.json names one' } });
